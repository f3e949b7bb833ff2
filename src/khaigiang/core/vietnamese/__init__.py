"""Vietnamese text: comparing, sorting, names, dates and numbers."""

from khaigiang.core.vietnamese.citizen_numbers import CitizenNumber, NumberFinding, NumberKind, read_citizen_number
from khaigiang.core.vietnamese.closest import Match, MatchKind, NameIndex, closest
from khaigiang.core.vietnamese.date_reading import (
    DateColumn,
    DateDoubt,
    DateOrder,
    DateReading,
    read_date,
    read_date_column,
)
from khaigiang.core.vietnamese.dates import PartialDate, Precision, date_in_words, parse_date
from khaigiang.core.vietnamese.folding import Tone, fold, plain, same_name, tone_key
from khaigiang.core.vietnamese.names import NameParts, StatedName, clean_name, read_name, split_name
from khaigiang.core.vietnamese.number_reading import (
    read_amount_words,
    read_date_words,
    read_number_words,
    read_ordinal_words,
)
from khaigiang.core.vietnamese.numbers import amount_in_words, date_in_full_words, number_in_words, ordinal_in_words
from khaigiang.core.vietnamese.old_encodings import Encoding, encoding_of_font, from_unicode, to_unicode
from khaigiang.core.vietnamese.periods import period_at_end, read_period
from khaigiang.core.vietnamese.phones import Phone, PhoneKind, read_phones
from khaigiang.core.vietnamese.placement import ToneStyle, place_tones, suggest_tone_places, tone_style
from khaigiang.core.vietnamese.recovery import EncodingGuess, guess_column, guess_encoding, suggest_recovery
from khaigiang.core.vietnamese.repairs import suggest_repairs
from khaigiang.core.vietnamese.searching import answers, query_trigrams, search_key, trigrams
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
    "CitizenNumber",
    "DateColumn",
    "DateDoubt",
    "DateOrder",
    "DateReading",
    "Encoding",
    "EncodingGuess",
    "Match",
    "MatchKind",
    "NameIndex",
    "NameParts",
    "NumberFinding",
    "NumberKind",
    "PartialDate",
    "Phone",
    "PhoneKind",
    "Precision",
    "Repair",
    "StatedName",
    "Suggestion",
    "Sureness",
    "Title",
    "TitleKind",
    "Tone",
    "ToneStyle",
    "amount_in_words",
    "answers",
    "clean_name",
    "closest",
    "date_in_full_words",
    "date_in_words",
    "encoding_of_font",
    "fold",
    "from_unicode",
    "guess_column",
    "guess_encoding",
    "number_in_words",
    "ordinal_in_words",
    "parse_date",
    "period_at_end",
    "place_tones",
    "plain",
    "query_trigrams",
    "read_amount_words",
    "read_citizen_number",
    "read_date",
    "read_date_column",
    "read_date_words",
    "read_name",
    "read_number_words",
    "read_ordinal_words",
    "read_period",
    "read_phones",
    "repaired",
    "same_name",
    "search_key",
    "sort_key",
    "split_name",
    "suggest_recovery",
    "suggest_repairs",
    "suggest_tone_places",
    "text_sort_key",
    "to_unicode",
    "tone_key",
    "tone_style",
    "trigrams",
]
