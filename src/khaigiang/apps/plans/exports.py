"""What every paper of a plan's organiser has: letterhead, symbol, signer, and the plan as it is cited."""

import datetime as dt
from collections.abc import Iterable

from khaigiang.apps.plans.models import Pack, Plan
from khaigiang.core.numbering import Pack as PackOfForm
from khaigiang.core.numbering import series_key
from khaigiang.core.offices import abbreviation, signing
from khaigiang.data.terms import term_on
from khaigiang.documents.packs import Authority, load
from khaigiang.documents.paper import Paper, Signer


def decision_symbol(organiser: str) -> str:
    """What stands behind the number of a decision: ``QĐ/BTCTU``."""
    return f"QĐ/{abbreviation(organiser)}"


def letter_symbol(plan: Plan, organiser: str) -> str:
    """What stands behind the number of a letter: ``CV/BTCTU`` for the Party, ``SNV-ĐT`` for the State."""
    short = abbreviation(organiser)
    return f"CV/{short}" if plan.pack == Pack.PARTY else f"{short}-ĐT"


def notice_symbol(plan: Plan, organiser: str) -> str:
    """What stands behind the number of a notice: ``TB/BTCTU`` for the Party, ``TB-SNV`` for the State."""
    short = abbreviation(organiser)
    return f"TB/{short}" if plan.pack == Pack.PARTY else f"TB-{short}"


def series(plan: Plan, paper_type: str, organiser: str, dated: dt.date) -> str:
    """In which series an organiser's paper of a type is numbered: the State's of the year, the Party's of the term."""
    pack = PackOfForm(plan.pack)
    term = term_on(dated).name if pack is PackOfForm.PARTY else None
    return str(series_key(pack, paper_type, organiser, dated, term))


def blank_paper(
    plan: Plan, organiser: str, symbol: str, number: int | None, dated: dt.date | None, *, signer: str
) -> Paper:
    """The parts that every paper of an organiser has."""
    who = signing(organiser)
    return Paper(
        pack=load(plan.pack),
        parent_body=plan.parent_body.upper(),
        issuing_body=organiser.upper(),
        number=None if number is None else str(number),
        symbol=symbol,
        place=plan.place,
        day=dated,
        year=plan.year,
        type_name=None,
        subject="",
        body=(),
        signer=Signer(who.title, signer, Authority.COLLECTIVE if who.on_behalf_of else Authority.OWN, who.on_behalf_of),
        recipients=(),
        issuer_in_text=organiser,
    )


def plan_cited(plan: Plan) -> str:
    """The plan as a paper names it: its number, day and issuer."""
    return f"Kế hoạch số {plan.number} ngày {plan.issued_on:%d/%m/%Y} của {plan.issuer}"


def instruments_cited(plan: Plan) -> Iterable[str]:
    """``Căn cứ Nghị quyết số 04-NQ/TU ngày … của … về …``: the type stands in front of the number, as it is cited."""
    for row in plan.instruments.all():
        kind, about, rest = row.title.partition(" về ")
        day = f" ngày {row.issued_on:%d/%m/%Y}" if row.issued_on else ""
        issuer = f" của {row.issuer}" if row.issuer else ""
        if about:
            yield f"Căn cứ {kind} số {row.number}{day}{issuer} về {rest}"
        else:
            yield f"Căn cứ {row.number}{day}{issuer} {row.title}".rstrip()


def course(title: str) -> str:
    """A line's title as the object of a sentence: "Bồi dưỡng …" → "lớp bồi dưỡng …"."""
    lowered = title[:1].lower() + title[1:]
    return lowered if lowered.startswith(("lớp ", "khóa ")) else f"lớp {lowered}"


def reported_to(plan: Plan) -> tuple[str, ...]:
    """To whom a paper is sent as a report."""
    return (f"{plan.parent_body} (để báo cáo)",) if plan.parent_body else ()
