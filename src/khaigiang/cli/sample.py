"""A sample case in a data folder of its own: what ``kg demo`` and ``kg case`` do before they part."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from khaigiang.demo.case import DemoCase


@dataclass(frozen=True, slots=True)
class Sample:
    """A case as it was played: its papers by file name, and the summary that names them."""

    case: "DemoCase"
    files: dict[str, bytes]
    summary: dict[str, Any]


def move_in(name: str) -> "DemoCase":
    """Open the home of a case: each has one of its own inside the user's, before anything asks which home this is.

    A later version may tell the case otherwise; it then gets a home of its own, beside the one that was played in.
    """
    from khaigiang.cli.home import live_in_demo, open_home
    from khaigiang.demo.cases import folder_of, generate
    from khaigiang.foundation import home

    case = generate(name)
    folder = folder_of(case)
    demos = home.current().demos
    demos.mkdir(parents=True, exist_ok=True, mode=0o700)
    (demos / "last").write_text(folder, encoding="utf-8")
    live_in_demo(demos / folder)
    open_home()
    return case


def result_folder(out: Path | None) -> Path:
    """Where the papers go: the folder asked for, else the home's own."""
    from khaigiang.foundation import home

    return out or home.current().root / "ket-qua"


def play(case: "DemoCase") -> Sample:
    """Run the main job on the day the nominations were judged, then let time pass until today; once in each home."""
    from khaigiang.cli.progress import stages
    from khaigiang.demo import run

    with stages() as tell:
        return Sample(case, *run.play(case, tell=tell))
