"""What is left of a country's name when case, accents, spacing, punctuation and filler words are ignored."""

from __future__ import annotations

import re
import unicodedata

_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "&": " and "}
)
_WORD = re.compile(r"[^\W_]+")
_WORDS = {"the": "", "st": "saint", "rep": "republic", "dem": "democratic"}


def squeeze(name: str) -> str:
    """Letters and digits of a name, without case and accents; "" when there are none.

    "&" is "and", "St." is "Saint", "Rep." is "Republic", "the" is nothing.
    """
    decomposed = unicodedata.normalize("NFKD", name.casefold()).casefold().translate(_PLAIN_LETTERS)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = _WORD.findall(bare.replace("'", "").replace("\u2019", ""))
    return "".join(_WORDS.get(word, word) for word in words)
