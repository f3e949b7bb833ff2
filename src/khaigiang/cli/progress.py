"""Progress of long work on the terminal, on the error stream: the result alone goes to the other."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from khaigiang.foundation.refusal import Phrase


@contextmanager
def stages(names: "Mapping[str, Phrase] | None" = None) -> Iterator[Callable[[str, float], None]]:
    """A bar that names the stage, by default one of the year's; plain lines where there is no terminal."""
    from khaigiang.apps.desk.phrases import STAGES as YEAR

    called = YEAR if names is None else names
    console = Console(stderr=True)
    if not console.is_terminal:
        said: set[str] = set()

        def say(stage: str, _share: float) -> None:
            if stage not in said:
                said.add(stage)
                console.print(f"… {called[stage]}", highlight=False)

        yield say
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=1.0)
        yield lambda stage, share: progress.update(task, description=str(called[stage]), completed=share)
