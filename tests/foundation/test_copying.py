import pytest

import builders
from apps.acting import refused
from khaigiang.apps.instruments.models import Instrument
from khaigiang.apps.intake.models import Batch, BatchFinding
from khaigiang.apps.people.models import Appointment, Person
from khaigiang.core.states import IntakeState
from khaigiang.foundation import clock, constraints, copying, guarded
from khaigiang.foundation.copying import among, copy_in, copy_values


@pytest.fixture(autouse=True, params=[0, copying.FEW], ids=["many", "few"])
def written(request, monkeypatch) -> None:
    """By COPY as many rows are, and by INSERT as a few are: it comes to the same."""
    monkeypatch.setattr(copying, "FEW", request.param)


def test_rows_are_written_in_order_with_their_keys(db) -> None:
    with guarded.writing("test"):
        made = copy_in([Instrument(number="57-QĐ/TW", issuer="Bộ Chính trị"), Instrument(number="a\tb\\c\n")])

    assert list(Instrument.objects.order_by("pk").values_list("pk", "number", "issuer", "issued_on", "verified")) == [
        (made[0].pk, "57-QĐ/TW", "Bộ Chính trị", None, False),
        (made[1].pk, "a\tb\\c\n", "", None, False),
    ]
    with guarded.writing("test"):
        made[0].verified = True
        made[0].save()
    assert Instrument.objects.count() == 2


def test_lists_facts_and_states_read_as_they_were_written(db) -> None:
    words = [' "', "\\", " a,", "{}", "ạ  "]
    facts = {"value": 'Đỗ \\ "Bé"\n', "rows": [1, None]}
    with guarded.writing("test"):
        (person,) = copy_in([Person(full_name="Đỗ Bé", trigrams=[word[:3] for word in words])])
        (post,) = copy_in([Appointment(person=person, unit=builders.unit("Xã A"), title="Bí thư", groups=words)])
        batch = Batch(kind="people", digest="d", file_name="a", uploaded_by="1", uploaded_at=clock.now())
        copy_in([batch])
        copy_in([BatchFinding(batch=batch, code="c", severity="note", facts=facts)])

    assert Appointment.objects.get(pk=post.pk).groups == words
    assert Batch.objects.get().state == IntakeState.UPLOADED
    assert BatchFinding.objects.values_list("facts", "suggestion").get() == (facts, None)


def test_values_are_written_without_objects_and_the_rest_as_by_default(db) -> None:
    with guarded.writing("test"):
        copy_values(Instrument, ("number", "issuer"), (pair for pair in [("1", "Tỉnh ủy"), ("2", "")]))
        later = Instrument(number="3")
        later.save()

    read = list(Instrument.objects.order_by("pk").values_list("number", "issuer", "issued_on", "verified"))
    assert read == [("1", "Tỉnh ủy", None, False), ("2", "", None, False), ("3", "", None, False)]


def test_values_outside_an_action_are_refused(db) -> None:
    with pytest.raises(guarded.UnguardedWrite, match="Instrument"):
        copy_values(Instrument, ("number",), [("1",)])


def test_nothing_is_written_of_nothing(db) -> None:
    assert copy_in([]) == []


def test_copy_outside_an_action_is_refused(db) -> None:
    with pytest.raises(guarded.UnguardedWrite, match="Instrument"):
        copy_in([Instrument(number="1")])


def test_refusal_of_a_constraint_is_told_in_words(db) -> None:
    with refused("instrument_once", "Văn bản này đã có."), guarded.writing("test"), constraints.readable():
        copy_in([Instrument(number="1"), Instrument(number="1")])


def test_among_asks_for_many_keys_or_texts_as_one_value(db) -> None:
    one, _other = builders.person("Lê Thị Bình"), builders.person("Đỗ Bé")

    assert list(Person.objects.filter(pk__in=among([one.pk]))) == [one]
    assert list(Person.objects.filter(full_name__in=among({"Lê Thị Bình"}, "text"))) == [one]
    assert list(Person.objects.filter(pk__in=among([]))) == []
