"""Between the desk's rows and plain values: the files of a run, and what a run keeps."""

from khaigiang.apps.desk.bridge.files import (
    NamedFile,
    ReadFiles,
    YearFiles,
    plan_of_file,
    read_files,
    take_files_away,
)
from khaigiang.apps.desk.bridge.hanging import hanging_on
from khaigiang.apps.desk.bridge.people import on_record
from khaigiang.apps.desk.bridge.results import PROBLEM_KEYS, papers_of, problem_dicts, refusal_dict, unseated

__all__ = [
    "PROBLEM_KEYS",
    "NamedFile",
    "ReadFiles",
    "YearFiles",
    "hanging_on",
    "on_record",
    "papers_of",
    "plan_of_file",
    "problem_dicts",
    "read_files",
    "refusal_dict",
    "take_files_away",
    "unseated",
]
