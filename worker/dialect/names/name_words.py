"""The words that a column's name consists of: its case, accents, spaces and punctuation mean nothing."""

from __future__ import annotations

import re
import unicodedata

_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "\N{LATIN SMALL LETTER DOTLESS I}": "i", "æ": "ae", "œ": "oe", "ß": "ss"}
)
_WORD_BOUNDARY = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LETTERS_OR_DIGITS = re.compile(r"\d+|[^\W\d]+")
_ELECTRONIC = "e"
_POSTS = ("mail", "meil", "post", "pošt")


def words_of_name(name: str) -> tuple[str, ...]:
    """Its words in lower case without accents: `billingAddress.countryISO2` has five and a number.

    The “e” of “e-mail” is part of the word behind it.
    """
    return words_in(plain_name(name))


def plain_name(text: str) -> str:
    """A text in lower case without accents, with blanks where capitals or underscores part words."""
    apart = _WORD_BOUNDARY.sub(" ", unicodedata.normalize("NFKC", text)).replace("_", " ")
    folded = unicodedata.normalize("NFKD", apart.casefold().translate(_PLAIN_LETTERS))
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


def words_in(text: str) -> tuple[str, ...]:
    """The words of such a text."""
    words: list[str] = []
    for word in _LETTERS_OR_DIGITS.findall(text):
        if words and words[-1] == _ELECTRONIC and word.startswith(_POSTS):
            words[-1] += word
        else:
            words.append(word)
    return tuple(words)
