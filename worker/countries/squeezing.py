"""What is left of a country's name when case, accents, spacing, punctuation and filler words are ignored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "&": " and "}
)
_PLAIN_WORD = re.compile("[a-z0-9]+")
_WORDS = {
    "the": "",
    "and": "",
    "st": "saint",
    "ste": "sainte",
    "rep": "republic",
    "dem": "democratic",
    "fed": "federated",
    "sts": "states",
    "terr": "territory",
}
_ISLANDS = frozenset({"islands", "is", "isl", "isls", "isds", "isles", "isle"})
"""In a name of several words; alone, "Island" is Iceland in many languages."""


def squeeze(name: str) -> str:
    """Letters and digits of a name, without case and accents; "" when there are none.

    "St." is "Saint", "Rep." is "Republic", "Is." and "Islands" are "Island"; "the" and "and" are nothing.
    """
    return join_squeezed(words_of_country(name))


def words_of_country(name: str) -> list[str]:
    """The words of a name, in lower case and without accents."""
    if name.isascii():
        return _PLAIN_WORD.findall(name.lower())
    decomposed = unicodedata.normalize("NFKD", name.casefold()).casefold().translate(_PLAIN_LETTERS)
    bare = (letter for letter in decomposed if not unicodedata.combining(letter))
    return "".join(letter if _is_of_word(letter) else " " for letter in bare).split()


def join_squeezed(words: Iterable[str]) -> str:
    """The words as one, their short forms written out."""
    kept = [spelt for word in words if (spelt := _WORDS.get(word, word))]
    if len(kept) == 1:
        return kept[0]
    return "".join("island" if word in _ISLANDS else word for word in kept)


def _is_of_word(letter: str) -> bool:
    """Vowels of Indian and other scripts are marks, not letters."""
    return letter.isalnum() or unicodedata.category(letter) in {"Mc", "Mn"}
