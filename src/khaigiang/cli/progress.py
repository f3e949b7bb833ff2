"""Progress of long work on the terminal, on the error stream: the result alone goes to the other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


@contextmanager
def stages() -> Iterator[Callable[[str, float], None]]:
    """A bar that names the stage; plain lines where there is no terminal."""
    from khaigiang.apps.desk.phrases import STAGES

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda stage, _share: console.print(f"… {STAGES[stage]}", highlight=False)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=1.0)
        yield lambda stage, share: progress.update(task, description=str(STAGES[stage]), completed=share)
