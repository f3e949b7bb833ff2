"""Search without diacritics in a database that has no trigram extension: stored as ``text[]`` under a GIN index.

A row keeps ``trigrams(name)``; a question asks for ``trigrams @> query_trigrams(words)``. Every row that has each word
of the question at the beginning of one of its own is among those found, in whatever order and tone style it was typed.
A few others may be: their trigrams come from several words, so ``answers`` judges each before it is shown.
"""

import re
from functools import lru_cache

from khaigiang.core.vietnamese.folding import fold

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\b\w)'\s*(?=\w)|(?<=\w)'(?=\w)")  # H' Hen, M'gar; not the quotes of 'Tư'


@lru_cache(maxsize=2**14)
def _of_word(word: str) -> frozenset[str]:
    """The trigrams of a whole word: two blanks before it, one behind."""
    padded = f"  {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


@lru_cache(maxsize=2**14)
def _of_beginning(word: str) -> frozenset[str]:
    """The trigrams that a word has which begins with these letters."""
    padded = f"  {word}"
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def search_key(text: str) -> str:
    """Small letters and digits without diacritics, words parted by single spaces: ``H'Hen Niê`` is ``hhen nie``."""
    folded = fold(text)
    if folded.replace(" ", "").isalnum():
        return folded
    return " ".join(_WORD.findall(_APOSTROPHE.sub("", folded) if "'" in folded else folded))


def trigrams(text: str) -> list[str]:
    """What a row is found by, sorted, each once. Words with an apostrophe count as one word and as two."""
    found: set[str] = set()
    for word in _words(text):
        found |= _of_word(word)
    return sorted(found)


def query_trigrams(words: str) -> list[str]:
    """What a row must have to answer a question; empty for a question without words, which every row answers."""
    found: set[str] = set()
    for word in search_key(words).split():
        found |= _of_beginning(word)
    return sorted(found)


def answers(text: str, words: str) -> bool:
    """Whether each word of a question begins a word of the text."""
    own = _words(text)
    return all(any(word.startswith(asked) for word in own) for asked in search_key(words).split())


def _words(text: str) -> list[str]:
    words = search_key(text).split()
    folded = fold(text)
    return words + _WORD.findall(folded) if "'" in folded else words
