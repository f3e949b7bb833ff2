"""Small arbitrary workbooks for properties. Texts hold Vietnamese letters and never say one of our headings."""

import datetime as dt

from hypothesis import strategies as st

from khaigiang.core.calendar import Part
from khaigiang.core.eligibility.facts import Sex, StudyForm
from khaigiang.core.vietnamese import PartialDate
from khaigiang.data.fields import fields
from khaigiang.intake.nominations import Letter, NominationWorkbook, NomineeRow
from khaigiang.intake.plan import (
    Bloc,
    ClassRow,
    Competence,
    InstrumentRow,
    LecturerRow,
    LineRow,
    Pack,
    PlanHead,
    PlanWorkbook,
    ProgrammeKind,
    ProgrammeRow,
    QuotaMethod,
    RoomRow,
    SeatRow,
    TopicKind,
    TopicRow,
    Tracking,
    UnitRow,
)
from khaigiang.intake.spells import Spell

_words = st.text(alphabet="ăâđêôơưỳỷỹọàáBKLMRSXZ02468=&<>'\"/-+(", min_size=1, max_size=6)
texts = st.lists(_words, min_size=1, max_size=3).map(" ".join).filter(lambda text: not text.startswith(("(", "'")))
maybe = st.one_of(st.just(""), texts)
counts = st.integers(0, 400)
days = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))
spells = st.lists(
    st.builds(lambda a, b, part: Spell(min(a, b), max(a, b), part), days, days, st.sampled_from([None, *Part])),
    max_size=3,
).map(tuple)
numbers = st.lists(st.integers(1, 60), unique=True, max_size=5).map(tuple)
codes = st.from_regex(r"[A-Z]{2}[0-9]{1,3}", fullmatch=True)
competences = st.lists(st.builds(Competence, codes, numbers), min_size=1, max_size=2).map(tuple)


def rows(row, *, least=1):
    return st.lists(row, min_size=least, max_size=3).map(tuple)


heads = st.builds(
    PlanHead,
    texts,
    days,
    texts,
    maybe,
    texts,
    st.integers(2000, 2100),
    texts,
    st.sampled_from(Pack),
    rows(st.builds(InstrumentRow, texts, st.one_of(st.none(), days), texts, texts), least=0),
)
lines = st.builds(
    LineRow,
    codes,
    texts,
    codes,
    st.lists(texts, min_size=1, max_size=3).map(tuple),
    maybe,
    counts,
    counts,
    texts,
    texts,
    texts,
    maybe,
    st.booleans(),
    st.sampled_from(QuotaMethod),
    st.sampled_from([None, *Bloc]),
    st.booleans(),
    st.sampled_from(Tracking),
    st.booleans(),
    maybe,
)
field_codes = st.sampled_from(["", *(field.code for field in fields())])
plan_workbooks = st.builds(
    PlanWorkbook,
    heads,
    rows(lines),
    rows(
        st.builds(
            ClassRow,
            codes,
            counts,
            texts,
            counts,
            counts,
            days,
            days,
            st.sets(st.integers(0, 6)).map(sorted).map(tuple),
            st.sets(st.sampled_from(Part)).map(lambda parts: tuple(part for part in Part if part in parts)),
            st.one_of(st.none(), st.integers(0, 10**12)),
        )
    ),
    rows(
        st.builds(
            ProgrammeRow, codes, texts, st.sampled_from(ProgrammeKind), st.sampled_from(StudyForm), counts, field_codes
        )
    ),
    rows(
        st.builds(
            TopicRow,
            codes,
            counts,
            maybe,
            counts,
            texts,
            st.sampled_from(TopicKind),
            st.one_of(st.none(), counts),
            st.one_of(st.none(), counts),
            numbers,
        )
    ),
    rows(st.builds(LecturerRow, texts, maybe, maybe, competences, spells)),
    rows(st.builds(RoomRow, texts, texts, counts, spells)),
    rows(st.builds(SeatRow, codes, texts, st.one_of(st.none(), counts), st.one_of(st.none(), counts))),
    rows(st.builds(UnitRow, texts, texts, texts), least=0),
)

_births = st.dates(dt.date(1940, 1, 1), dt.date(2005, 12, 31)).map(PartialDate.of)
_partial = st.one_of(_births, st.builds(PartialDate, st.integers(1940, 2020), st.integers(1, 12)))
_nominees = st.builds(
    lambda order, name, birth, sex, position, unit, joined, *rest: NomineeRow(
        order, name, str(birth), birth, sex, position, unit, joined, *rest
    ),
    st.integers(1, 900),
    texts,
    st.one_of(_births, st.builds(PartialDate, st.integers(1940, 2005))),
    st.sampled_from([None, *Sex]),
    texts,
    texts,
    st.one_of(st.none(), _partial),
    maybe,
    maybe,
    spells,
    maybe,
    maybe,
)
nomination_workbooks = st.builds(
    NominationWorkbook,
    st.builds(Letter, texts, st.one_of(st.none(), days), texts, maybe, texts, maybe),
    st.lists(_nominees, min_size=1, max_size=3, unique_by=lambda row: row.full_name.casefold()).map(tuple),
)
