"""Vietnamese text: comparing, sorting, names, dates and numbers."""

from khaigiang.core.vietnamese.closest import Match, MatchKind, NameIndex, closest
from khaigiang.core.vietnamese.dates import PartialDate, Precision, date_in_words, parse_date
from khaigiang.core.vietnamese.folding import Tone, fold, plain, same_name, tone_key
from khaigiang.core.vietnamese.names import NameParts, StatedName, clean_name, read_name, split_name
from khaigiang.core.vietnamese.numbers import number_in_words
from khaigiang.core.vietnamese.old_encodings import Encoding, encoding_of_font, from_unicode, to_unicode
from khaigiang.core.vietnamese.placement import ToneStyle, place_tones, suggest_tone_places, tone_style
from khaigiang.core.vietnamese.recovery import EncodingGuess, guess_column, guess_encoding, suggest_recovery
from khaigiang.core.vietnamese.repairs import suggest_repairs
from khaigiang.core.vietnamese.sorting import (
    DICTIONARY_ORDER,
    LIST_ORDER,
    SPREADSHEET_ORDER,
    sort_key,
    text_sort_key,
)
from khaigiang.core.vietnamese.suggestions import Repair, Suggestion, Sureness, repaired
from khaigiang.core.vietnamese.titles import Title, TitleKind

__all__ = [
    "DICTIONARY_ORDER",
    "LIST_ORDER",
    "SPREADSHEET_ORDER",
    "Encoding",
    "EncodingGuess",
    "Match",
    "MatchKind",
    "NameIndex",
    "NameParts",
    "PartialDate",
    "Precision",
    "Repair",
    "StatedName",
    "Suggestion",
    "Sureness",
    "Title",
    "TitleKind",
    "Tone",
    "ToneStyle",
    "clean_name",
    "closest",
    "date_in_words",
    "encoding_of_font",
    "fold",
    "from_unicode",
    "guess_column",
    "guess_encoding",
    "number_in_words",
    "parse_date",
    "place_tones",
    "plain",
    "read_name",
    "repaired",
    "same_name",
    "sort_key",
    "split_name",
    "suggest_recovery",
    "suggest_repairs",
    "suggest_tone_places",
    "text_sort_key",
    "to_unicode",
    "tone_key",
    "tone_style",
]
