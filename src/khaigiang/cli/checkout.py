"""Where this checkout lies: commands about the program itself work on its files."""

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
LOCK = REPOSITORY / "requirements" / "search.lock"
"""All that an office's machine may need; the first run installs the part in run.lock."""

WHEELHOUSE = REPOSITORY / "wheelhouse"
