"""Searching 100,000 people by name, and taking in a list of 13,267 persons: first as new, then the same list again.

Names are drawn with a fixed seed from usual family, middle and given names; birth dates and communes with them. The
home is one of its own on the embedded server with its usual durability. ``search_p95_ms`` is a page of the list as its
query asks for it: the ids found, then the first fifty persons with their posts.
"""

import datetime as dt
import os
import random
import tempfile
import time
from collections.abc import Callable
from typing import Any

PEOPLE, LISTED, SEARCHES, A_PAGE = 100_000, 13_267, 300, 50
TODAY = dt.date(2022, 5, 12)
FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Hà Trịnh Lương Quàng Lò"
MIDDLE = "Thị Văn Đức Hữu Thanh Ngọc Minh Quốc Quang Thu Hoài Bá Đình Xuân Kim Công Tấn Tiến Ánh Hồng Tuấn Mạnh"
GIVEN = "An Ánh Bình Bích Cường Dũng Đức Giang Hà Hải Hòa Hoàn Hùng Huế Khánh Lan Linh Long Mai Nga Oanh Phương Quý"
GIVEN += " Sơn Tâm Thảo Thủy Thúy Toàn Tú Uyên Việt Xuân Yến Ý"
# Four in ten people are called Nguyễn, a quarter have Thị or Văn in the middle.
FAMILY_WEIGHTS = [40, 11, 10, 7, 5, 5, 4, 4, *[1] * (len(FAMILY.split()) - 8)]
MIDDLE_WEIGHTS = [15, 12, *[3] * (len(MIDDLE.split()) - 2)]


def run() -> dict[str, float]:
    """Seconds and milliseconds, and how many people and likenesses there are at the end."""
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        os.environ["KHAIGIANG_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        return measured()


def measured() -> dict[str, float]:
    from khaigiang.cli.home import open_home

    open_home()
    from django.conf import settings
    from django.db import connections

    from khaigiang.apps.people.actions import register_many
    from khaigiang.apps.people.models import IdentityQuestion, Person
    from khaigiang.foundation import postgres
    from khaigiang.foundation.actor import SYSTEM

    chance = random.Random(7)
    crowd(chance, PEOPLE - LISTED)
    listed = sheets(chance, LISTED)
    new_seconds = seconds(lambda: register_many(listed, by=SYSTEM))
    again_seconds = seconds(lambda: register_many(listed, by=SYSTEM))
    searched = search_figures(chance)
    figures = {
        "people": Person.objects.count(),
        "questions": IdentityQuestion.objects.count(),
        "register_seconds": round(new_seconds, 2),
        "register_again_seconds": round(again_seconds, 2),
        **searched,
    }
    connections.close_all()
    postgres.leave(settings.HOME)
    return figures


def search_figures(chance: random.Random) -> dict[str, float]:
    """How long searches take among the people there are."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:  # as the server itself does within a minute
        cursor.execute("ANALYZE people_person, people_appointment")
    taken = sorted(seconds(lambda: search(words)) * 1000 for words in asked(chance))  # noqa: B023 - called at once
    return {
        "search_p50_ms": round(taken[len(taken) // 2], 1),
        "search_p95_ms": round(taken[int(len(taken) * 0.95)], 1),
        "search_max_ms": round(taken[-1], 1),
    }


def search(words: str) -> list[Any]:
    """The first page of what is found."""
    from khaigiang.apps.people.queries import found, people_of, with_posts
    from khaigiang.foundation.actor import SYSTEM

    keys = found(words, SYSTEM)
    return list(with_posts(people_of(SYSTEM).filter(pk__in=keys), on=TODAY)[:A_PAGE])


def asked(chance: random.Random) -> list[str]:
    """What people type: a whole name, a family and a given name, one word, the beginning of one; without diacritics."""
    from khaigiang.core.vietnamese import fold

    kinds: list[Callable[[list[str]], str]] = [
        " ".join,
        lambda words: f"{words[0]} {words[-1]}",
        lambda words: words[-1],
        lambda words: f"{words[1]} {words[-1][:2]}",
        lambda words: words[0],
    ]
    return [fold(kinds[place % len(kinds)](name(chance).split())) for place in range(SEARCHES)]


def crowd(chance: random.Random, people: int) -> None:
    """Persons with a post each, written past the action that takes them in."""
    from khaigiang.apps.people.bridge import named
    from khaigiang.apps.people.models import Appointment, Person
    from khaigiang.foundation import guarded

    with guarded.writing("bench"):
        persons = Person.objects.bulk_create(
            [Person(**named(name(chance)), sex="male", born=day(chance), born_precision="day") for _ in range(people)],
            batch_size=5000,
        )
        units = communes()
        Appointment.objects.bulk_create(
            [Appointment(person=person, unit=chance.choice(units), title="Phó Bí thư") for person in persons],
            batch_size=5000,
        )


def sheets(chance: random.Random, people: int) -> list[Any]:
    """A list as an import states it; every second person has a citizen number."""
    from khaigiang.apps.people.actions import Sheet
    from khaigiang.core.vietnamese import PartialDate

    units = communes()
    return [
        Sheet(
            name(chance),
            PartialDate.of(day(chance)),
            "male",
            chance.choice(units),
            "Bí thư Đảng ủy",
            ("commune_secretary",),
            f"001075{place:06d}" if place % 2 else "",
        )
        for place in range(people)
    ]


def communes() -> list[Any]:
    from khaigiang.apps.units.models import Level, Unit

    return list(Unit.objects.filter(level=Level.COMMUNE).order_by("pk")[:3000])


def name(chance: random.Random) -> str:
    family = chance.choices(FAMILY.split(), FAMILY_WEIGHTS)[0]
    middle = chance.choices(MIDDLE.split(), MIDDLE_WEIGHTS)[0]
    return f"{family} {middle} {chance.choice(MIDDLE.split())} {chance.choice(GIVEN.split())}"


def day(chance: random.Random) -> dt.date:
    return dt.date(1962, 1, 1) + dt.timedelta(days=chance.randrange(12_000))


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
