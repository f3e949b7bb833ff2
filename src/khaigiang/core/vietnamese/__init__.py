"""Vietnamese text: comparing, sorting, names, dates and numbers."""

from khaigiang.core.vietnamese.closest import Match, MatchKind, NameIndex, closest
from khaigiang.core.vietnamese.dates import PartialDate, Precision, date_in_words, parse_date
from khaigiang.core.vietnamese.folding import Tone, fold, plain, same_name, tone_key
from khaigiang.core.vietnamese.names import clean_name
from khaigiang.core.vietnamese.numbers import number_in_words
from khaigiang.core.vietnamese.sorting import (
    DICTIONARY_ORDER,
    LIST_ORDER,
    SPREADSHEET_ORDER,
    sort_key,
    text_sort_key,
)

__all__ = [
    "DICTIONARY_ORDER",
    "LIST_ORDER",
    "SPREADSHEET_ORDER",
    "Match",
    "MatchKind",
    "NameIndex",
    "PartialDate",
    "Precision",
    "Tone",
    "clean_name",
    "closest",
    "date_in_words",
    "fold",
    "number_in_words",
    "parse_date",
    "plain",
    "same_name",
    "sort_key",
    "text_sort_key",
    "tone_key",
]
