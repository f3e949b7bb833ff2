import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from khaigiang.apps.certificates.models import Certificate, Register
from khaigiang.apps.certificates.phrases import FINDINGS, STATES
from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.classes.permissions import sees_everybody
from khaigiang.apps.results.models import Completion
from khaigiang.core.attestation import LONGEST, NotAStatementError, Signed, Statement, read_statement
from khaigiang.core.completion import CompletionStanding
from khaigiang.core.states import CertificateState, ClassState
from khaigiang.core.vietnamese import fold
from khaigiang.documents.certificate import LARGEST_FILE, PDF_MARK, read_seal
from khaigiang.documents.check_page import CheckedBook
from khaigiang.foundation import home, signing
from khaigiang.foundation.actor import Actor
from khaigiang.web.marks import Mark

LONGEST_NUMBER = 10
LONGEST_TEXT = LONGEST
VALID = ("valid", "valid_elsewhere")


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking found. ``statement`` is only given when its signature is right."""

    code: str
    number: str = ""
    statement: Statement | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        return self.code in VALID

    @property
    def reason(self) -> str:
        """What was found, in the active language."""
        return str(FINDINGS[self.code]) % self.facts


@dataclass(frozen=True, slots=True)
class RegisterRow:
    certificate: Certificate
    number: str
    mark: Mark


def number_text(prefix: str, number: int) -> str:
    """A certificate's number as it is printed: ``CN-TĐTCBLHP/00012``."""
    return f"{prefix}/{number:05d}"


def registers() -> QuerySet[Register]:
    """Every book with how many certificates it holds, and how many of them are revoked."""
    revoked = Count("certificates", filter=Q(certificates__state=CertificateState.REVOKED))
    return Register.objects.annotate(size=Count("certificates"), revoked=revoked)


def in_book(register: Register, *, named: str = "") -> QuerySet[Certificate]:
    """The rows of a book by number; ``named`` is searched without diacritics in names, or is a number."""
    rows = Certificate.objects.filter(register=register).select_related("register")
    if named:
        person = "completion__enrolment__nomination__person__folded__contains"
        rows = rows.filter(Q(**{person: fold(named)}) | Q(number=int(named) if _is_number(named) else -1))
    return rows.order_by("number")


def of_class(training_class: TrainingClass, actor: Actor) -> QuerySet[Certificate]:
    """The certificates of a class by number; a sending unit sees those of its own people."""
    rows = Certificate.objects.filter(completion__enrolment__training_class=training_class)
    if not sees_everybody(actor):
        nomination = "completion__enrolment__nomination"
        own = Q(**{f"{nomination}__unit__in": actor.scope}) | Q(**{f"{nomination}__list__unit__in": actor.scope})
        rows = rows.filter(own)
    return rows.select_related("register").order_by("register", "number")


def standing(classes: QuerySet[TrainingClass]) -> QuerySet[Certificate]:
    """The certificates of these classes that are not revoked, by number."""
    rows = Certificate.objects.filter(completion__enrolment__training_class__in=classes, state=CertificateState.ISSUED)
    return rows.select_related("register").order_by("register", "number")


def of_people(enrolments: Iterable[Enrolment]) -> QuerySet[Certificate]:
    """The certificates of these trainees that are not revoked."""
    rows = Certificate.objects.filter(completion__enrolment__in=list(enrolments), state=CertificateState.ISSUED)
    return rows.select_related("register", "completion").order_by("-issued_on", "-number")


def waiting_of(training_class: TrainingClass) -> QuerySet[Completion]:
    """Who has completed, as judged after the class was over, and holds no certificate that stands."""
    return _without_certificate(training_class).filter(interim=False)


def waiting_counts(training_class: TrainingClass) -> tuple[int, int]:
    """How many wait for their certificate, and how many have completed only as judged before the class was over."""
    counted = _without_certificate(training_class).aggregate(
        ready=Count("pk", filter=Q(interim=False)), interim=Count("pk", filter=Q(interim=True))
    )
    return counted["ready"], counted["interim"]


def _without_certificate(training_class: TrainingClass) -> QuerySet[Completion]:
    held = Certificate.objects.filter(state=CertificateState.ISSUED).values("completion")
    done = Completion.objects.filter(
        enrolment__training_class=training_class, standing=CompletionStanding.COMPLETED
    ).exclude(pk__in=held)
    return done.order_by("enrolment__nomination__person__sort_key", "enrolment__nomination__person__born", "pk")


def waiting_by_class() -> Mapping[int, int]:
    """Of each class that is over: how many have completed and hold no certificate that stands; one query."""
    held = Certificate.objects.filter(state=CertificateState.ISSUED, completion=OuterRef("pk"))
    done = Completion.objects.filter(
        ~Exists(held), standing=CompletionStanding.COMPLETED, enrolment__training_class__state=ClassState.FINISHED
    )
    return dict(done.order_by().values_list("enrolment__training_class").annotate(people=Count("pk")))


def row_of(certificate: Certificate) -> RegisterRow:
    number = number_text(certificate.register.prefix, certificate.number)
    return RegisterRow(certificate, number, STATES[certificate.state])


def known_keys() -> Mapping[str, bytes]:
    """The public keys that this home signs with."""
    return signing.public_keys(home.current())


def checked_books() -> tuple[CheckedBook, ...]:
    """Every book with the numbers revoked so far, for the check page; two queries."""
    books = list(Register.objects.order_by("pk"))
    revoked: dict[int, dict[str, dt.date]] = {book.pk: {} for book in books}
    prefixes = {book.pk: book.prefix for book in books}
    for row in Certificate.objects.filter(state=CertificateState.REVOKED).order_by("register", "number"):
        revoked[row.register_id][number_text(prefixes[row.register_id], row.number)] = _revoked_on(row)
    return tuple(CheckedBook(book.issuer, book.prefix, revoked[book.pk]) for book in books)


def check_text(text: str, *, keys: Mapping[str, bytes]) -> Checked:
    """Check the text of a QR code: its spelling, its signature, then the register."""
    if not text.strip():
        return Checked("nothing")
    try:
        signed = read_statement(text)
    except NotAStatementError as error:
        return Checked(error.code)
    statement = signed.statement
    if statement.key not in keys:
        return Checked("unknown_key", statement.number, facts={"key": statement.key})
    if not signing.is_signed(signed.text, signed.signature, keys[statement.key]):
        return Checked("wrong_signature", statement.number)
    return _in_register(signed, text.strip())


def check_file(data: bytes, *, keys: Mapping[str, bytes]) -> Checked:
    """Check a file: the whole of a sealed PDF, or the text in a text file."""
    if len(data) > LARGEST_FILE:
        return Checked("file_too_large")
    if data.startswith(PDF_MARK):
        return _check_pdf(data, keys)
    try:
        return check_text(data.decode("utf-8-sig"), keys=keys)
    except UnicodeDecodeError:
        return Checked("file_unreadable")


def _check_pdf(data: bytes, keys: Mapping[str, bytes]) -> Checked:
    sealed = read_seal(data)
    if sealed is None:
        return Checked("file_without_seal")
    try:
        statement = read_statement(sealed.statement).statement
    except NotAStatementError:
        return Checked("file_changed")
    known = keys.get(statement.key)
    if known is not None and not signing.is_signed(sealed.body, sealed.signature, known):
        return Checked("file_changed", statement.number)
    return check_text(sealed.statement, keys=keys)


def check_number(text: str) -> Checked:
    """Whether a number stands in one of the books here. It says nothing of whom it was given to."""
    prefix, _, number = text.strip().rpartition("/")
    if not _is_number(number) or not prefix.isprintable():
        return Checked("not_a_statement")
    try:
        found = Certificate.objects.get(register__prefix=prefix, number=int(number))
    except Certificate.DoesNotExist:
        return Checked("not_a_statement")
    except Certificate.MultipleObjectsReturned:
        return Checked("number_of_several", text.strip())
    if found.state == CertificateState.REVOKED:
        return _revoked(found, text.strip())
    return Checked("in_register", text.strip())


def check_anything(text: str, *, keys: Mapping[str, bytes]) -> Checked:
    """What somebody pasted: the text of a code, or a number."""
    checked = check_text(text, keys=keys)
    return check_number(text) if checked.code == "not_a_statement" else checked


def _in_register(signed: Signed, text: str) -> Checked:
    """A book that is kept here knows more than the signature: what was revoked, and what was never issued."""
    statement = signed.statement
    prefix, _, number = statement.number.rpartition("/")
    book = Register.objects.filter(issuer=statement.issuer, prefix=prefix).first()
    if book is None or not _is_number(number):
        return Checked("valid_elsewhere", statement.number, statement)
    found = Certificate.objects.filter(register=book, number=int(number)).first()
    if found is None:
        return Checked("not_in_register", statement.number)
    if found.statement != text:
        return Checked("other_in_register", statement.number)
    if found.state == CertificateState.REVOKED:
        return _revoked(found, statement.number)
    return Checked("valid", statement.number, statement)


def _is_number(text: str) -> bool:
    """Digits that the database's own numbers can hold."""
    return text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER


def _revoked(found: Certificate, number: str) -> Checked:
    return Checked("revoked", number, facts={"on": f"{_revoked_on(found):%d/%m/%Y}", "why": found.revoked_why})


def _revoked_on(row: Certificate) -> dt.date:
    return row.revoked_on or dt.date.min
