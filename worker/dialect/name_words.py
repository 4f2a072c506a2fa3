"""The words that a column's name consists of: its case, accents, spaces and punctuation mean nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "\N{LATIN SMALL LETTER DOTLESS I}": "i", "æ": "ae", "œ": "oe", "ß": "ss"}
)
_WORD_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LETTERS_OR_DIGITS = re.compile(r"\d+|[^\W\d]+")
_ELECTRONIC = "e"
_POSTS = ("mail", "meil", "post", "pošt")


def words_of(name: str) -> tuple[str, ...]:
    """Its words in lower case without accents: `billingAddress.countryISO2` has five and a number.

    The “e” of “e-mail” is part of the word behind it.
    """
    words: list[str] = []
    for word in _split(name):
        if words and words[-1] == _ELECTRONIC and word.startswith(_POSTS):
            words[-1] += word
        else:
            words.append(word)
    return tuple(words)


def _split(name: str) -> Iterator[str]:
    for part in _WORD_BOUNDARY.sub(" ", unicodedata.normalize("NFKC", name)).split():
        folded = unicodedata.normalize("NFKD", part.casefold().translate(_PLAIN_LETTERS))
        plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
        yield from _LETTERS_OR_DIGITS.findall(plain.replace("_", " "))
