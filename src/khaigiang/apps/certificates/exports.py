"""A certificate as a page, and the page that checks certificates without a network."""

from collections.abc import Mapping

from django.utils import translation

from khaigiang.apps.catalogue.models import ProgrammeKind
from khaigiang.apps.certificates.models import Certificate
from khaigiang.apps.certificates.phrases import FINDINGS
from khaigiang.apps.certificates.queries import checked_books, known_keys, number_text
from khaigiang.core.attestation import LONGEST
from khaigiang.core.vietnamese import fold
from khaigiang.documents.certificate import LARGEST_FILE, CertificatePress, CertificateSheet, seal
from khaigiang.documents.check_page import CheckPage, render
from khaigiang.foundation import clock, home, signing

# What a certificate is called and certifies; printed, so always in Vietnamese.
TITLE = "GIẤY CHỨNG NHẬN"
KINDS = {
    ProgrammeKind.FORMAL: "đào tạo",
    ProgrammeKind.REFRESHER: "bồi dưỡng",
    ProgrammeKind.WORKSHOP: "tập huấn",
    ProgrammeKind.UPDATE: "cập nhật kiến thức",
}


def sheet_of(certificate: Certificate) -> CertificateSheet:
    """What the page says, from the row alone. Wants the register at hand."""
    kind = KINDS[ProgrammeKind(certificate.programme_kind)]
    said_already = fold(certificate.programme_name).startswith(fold(kind))
    return CertificateSheet(
        title=TITLE,
        parent_body=certificate.parent_body,
        issuer=certificate.register.issuer,
        number=number_text(certificate.register.prefix, certificate.number),
        full_name=certificate.full_name,
        born=certificate.born,
        unit_name=certificate.unit_name,
        course="chương trình" if said_already else f"chương trình {kind}",
        programme=certificate.programme_name,
        class_name=certificate.class_name,
        first_day=certificate.first_day,
        last_day=certificate.last_day,
        issued_on=certificate.issued_on,
        place=certificate.place,
        signer_title=certificate.signer_title,
        statement=certificate.statement,
    )


class CertificateFiles:
    """Makes the sealed PDF of many certificates; the same row gives the same bytes."""

    def __init__(self) -> None:
        self._press = CertificatePress()
        self._keys = {key.name: key for key in signing.signing_keys(home.current())}

    def pdf(self, certificate: Certificate) -> bytes:
        """Sealed by the key that signed the statement, so that one key is enough to check both."""
        key = self._keys[certificate.statement.split("|")[-2]]
        return seal(self._press.page(sheet_of(certificate)), certificate.statement, key.sign)


def check_page(*, other_keys: Mapping[str, bytes] | None = None) -> bytes:
    """The check page as of today: our keys and those given of other offices, our books and what is revoked in them."""
    return render(
        CheckPage(
            made_on=clock.today(),
            keys=known_keys(),
            other_keys=other_keys or {},
            books=checked_books(),
            findings={code: (_said(code, "vi"), _said(code, "en")) for code in FINDINGS},
            longest=LONGEST,
            largest=LARGEST_FILE,
        )
    )


def _said(code: str, language: str) -> str:
    with translation.override(language):
        return str(FINDINGS[code])
