"""The decision that recognises who has completed a class, with the lists annexed."""

import datetime as dt
from collections.abc import Iterable, Sequence

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.classes.queries import classes_with_lines
from khaigiang.apps.delivery.exports import about
from khaigiang.apps.papers.actions import DOCX, Numbering, PaperOrder, Signed, slug
from khaigiang.apps.papers.models import Paper as StoredPaper
from khaigiang.apps.papers.models import PaperKind
from khaigiang.apps.people.bridge import birth_of
from khaigiang.apps.results.models import Completion
from khaigiang.apps.results.queries import said_reasons
from khaigiang.core.completion import CompletionStanding, plain
from khaigiang.core.numbering import Pack, series_key
from khaigiang.core.offices import abbreviation, decider, signing
from khaigiang.data.terms import term_on
from khaigiang.documents import packs, word
from khaigiang.documents.paper import Align, Appendix, Article, DataTable, Paper, Signer, TableColumn
from khaigiang.foundation import clock

__all__ = ["about", "recognition", "recognition_order"]

_PERSON = (
    TableColumn("STT", 11, Align.CENTRE),
    TableColumn("Họ và tên", 42),
    TableColumn("Ngày sinh", 22, Align.CENTRE),
    TableColumn("Chức vụ", 38),
    TableColumn("Đơn vị", 34),
)
COMPLETED = (*_PERSON, TableColumn("Điểm", 13, Align.CENTRE))
OTHERS = (*_PERSON, TableColumn("Lý do", 48))


def signed_order(paper: StoredPaper, signed: Signed) -> PaperOrder:
    """The decision as it reads once it is signed."""
    training_class = classes_with_lines().get(pk=int(paper.about.partition(":")[2]))
    return recognition_order(training_class, dated=signed.dated, signer=signed.signer)


def recognition_order(training_class: TrainingClass, *, dated: dt.date | None, signer: str = "") -> PaperOrder:
    """The paper as it is drafted, or numbered when ``dated``; ``signer`` is the name under it, once it is known."""
    plan, school = training_class.line.plan, training_class.line.school
    symbol = f"QĐ/{abbreviation(school)}" if plan.pack == Pack.PARTY else f"QĐ-{abbreviation(school)}"

    def render(number: int | None) -> bytes:
        return word.render(recognition(training_class, symbol, number, dated, signer), stamp=clock.now())

    numbering = None
    if dated is not None:
        pack = Pack(plan.pack)
        term = term_on(dated).name if pack is Pack.PARTY else None
        numbering = Numbering(str(series_key(pack, "QĐ", school, dated, term)), symbol, dated)
    return PaperOrder(
        PaperKind.RECOGNITION,
        about(training_class),
        f"Quyết định công nhận kết quả {training_class.name}",
        f"{slug(training_class.code)}/quyet-dinh-cong-nhan-ket-qua.docx",
        DOCX,
        render,
        numbering,
    )


def recognition(
    training_class: TrainingClass, symbol: str, number: int | None, dated: dt.date | None, signer: str = ""
) -> Paper:
    """Quyết định công nhận kết quả: by the school, who completed and who did not, each with the reason."""
    line, plan = training_class.line, training_class.line.plan
    who = signing(line.school)
    rows = _completions(training_class)
    done = [row for row in rows if row.standing == CompletionStanding.COMPLETED]
    others = [row for row in rows if row.standing != CompletionStanding.COMPLETED]
    return Paper(
        pack=packs.load(plan.pack),
        parent_body=plan.parent_body.upper(),
        issuing_body=line.school.upper(),
        number=None if number is None else str(number),
        symbol=symbol,
        place=plan.place,
        day=dated,
        year=plan.year,
        type_name="QUYẾT ĐỊNH",
        subject=f"về việc công nhận kết quả {training_class.name},\n{line.programme.name}",
        grounds=(*_grounds(rows), f"Căn cứ Kế hoạch số {plan.number} ngày {plan.issued_on:%d/%m/%Y} của {plan.issuer}"),
        proposal=f"Căn cứ kết quả kiểm tra và nhận xét của ban quản lý {training_class.name}",
        decided_by=decider(line.school),
        decision_verb="QUYẾT ĐỊNH",
        body=_articles(training_class, len(done), len(others)),
        signer=Signer(who.title, signer),
        recipients=(f"{line.organiser} (để báo cáo)", "Các đơn vị cử học viên", "Như Điều 3", f"Lưu {line.school}"),
        issuer_in_text=line.school,
        appendices=_appendices(done, others),
    )


def _articles(training_class: TrainingClass, done: int, others: int) -> tuple[Article, ...]:
    line, planned = training_class.line, training_class.planned
    first = training_class.opened_on or planned.first_day
    last = training_class.finished_on or planned.last_day
    unrecognised = f"{others} học viên có tên trong danh sách kèm theo chưa được công nhận, lý do ghi tại danh sách."
    return (
        Article(
            1,
            f"Công nhận {done} học viên {training_class.name} hoàn thành chương trình {line.programme.name}, "
            f"tổ chức từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y} (có danh sách kèm theo).",
        ),
        Article(2, unrecognised if others else "Học viên được công nhận được cấp chứng nhận theo quy định."),
        Article(
            3,
            f"{line.school}, ban quản lý {training_class.name} và các học viên có tên tại Điều 1 chịu "
            "trách nhiệm thi hành Quyết định này.",
        ),
    )


def _appendices(done: Sequence[Completion], others: Sequence[Completion]) -> tuple[Appendix, ...]:
    recognised = tuple((*_person(place, row), plain(row.final)) for place, row in enumerate(done, start=1))
    lists = [Appendix("DANH SÁCH HỌC VIÊN HOÀN THÀNH CHƯƠNG TRÌNH", DataTable(COMPLETED, recognised))]
    if others:
        waiting = tuple((*_person(place, row), _why(row)) for place, row in enumerate(others, start=1))
        lists.append(Appendix("DANH SÁCH HỌC VIÊN CHƯA ĐƯỢC CÔNG NHẬN", DataTable(OTHERS, waiting)))
    return tuple(lists)


def _completions(training_class: TrainingClass) -> list[Completion]:
    rows = Completion.objects.filter(enrolment__training_class=training_class).select_related(
        "enrolment__nomination__person", "enrolment__nomination__unit"
    )
    order = "enrolment__nomination__person"
    return list(rows.prefetch_related("reasons").order_by(f"{order}__sort_key", f"{order}__born", "pk"))


def _grounds(rows: Iterable[Completion]) -> tuple[str, ...]:
    """Each instrument that a rule was taken from, once; none that nobody compared with its text."""
    used = (reason for row in rows for reason in row.reasons.all() if reason.instrument and reason.verified)
    named = (reason.instrument for reason in used)
    return tuple(dict.fromkeys(f"Căn cứ {name}" for name in named))


def _person(place: int, row: Completion) -> tuple[str, str, str, str, str]:
    enrolment = row.enrolment
    nomination = enrolment.nomination
    return (
        str(place),
        nomination.person.full_name,
        str(birth_of(nomination.person) or ""),
        enrolment.title_then or nomination.position_title,
        enrolment.unit_then or nomination.unit.name,
    )


def _why(row: Completion) -> str:
    return " ".join(said.text for said in said_reasons(row) if not said.good)
