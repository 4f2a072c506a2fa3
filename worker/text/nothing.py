"""What stands in a cell without a value: marks of databases, words and symbols of people and programs."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from worker.text.nothing_words import COUNTRY_NOUNS, WORDS

NULL_MARKERS = (r"\n", "null", "(null)", "[null]", "<null>")
"""What databases write; lower-case. They are as good as an empty cell in any column."""

_LONGEST = 80
_NOT_AVAILABLE = "na"
_FILLED_UP = re.compile(r"0+|x+|z{2,}")
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W_]+")
_FAULT_MARK = "#"
_FAULT = re.compile(r"#\D{2,20}(?:/0!)?")
"""What spreadsheets write for no value and for formulas that failed: #N/A, #NV, #REF!, #DIV/0!."""
_APART = (re.compile(r"[()\[\]<>{}|;]|\s[-\u2013\u2014]\s"), re.compile(r"[/,:]"))
_WORDLESS = frozenset({"P", "Z", "C"})
_SYMBOLS = frozenset({"Sm", "Sk", "Sc"})


@lru_cache(10_000)
def means_nothing(value: str) -> bool:
    """Whether a value that is no country's name or code stands for no value: "N/A", "unknown", "-", "XX".

    "NA" alone is not told here: it may be Namibia.
    """
    first = _LETTERS.search(value)
    if first is None:
        return all(map(_is_symbol, value.strip()))
    if len(value) > _LONGEST or _begins_otherwise(value, first[0]):
        return False
    text = (value if value.isascii() else unicodedata.normalize("NFKC", value)).strip()
    if text.lower() in NULL_MARKERS or (_FAULT.fullmatch(text) and text.isupper()):
        return True
    if text.casefold() == _NOT_AVAILABLE or not all(map(_may_be_part, _words(text))):
        return False
    return _is_nothing(text) or all(map(_is_nothing, _parts(text, _APART[0])))


def _begins_otherwise(value: str, word: str) -> bool:
    """Most values of a table begin with a word that stands in no phrase: that is seen fast."""
    return value.isascii() and _FAULT_MARK not in value and not _may_be_part(word.lower())


def _may_be_part(word: str) -> bool:
    return word in _vocabulary() or bool(_FILLED_UP.fullmatch(word))


def _is_symbol(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category[0] in _WORDLESS or category in _SYMBOLS


def _is_nothing(text: str) -> bool:
    return _is_phrase(text) or all(map(_is_phrase, _parts(text, _APART[1])))


def _parts(text: str, apart: re.Pattern[str]) -> list[str]:
    """What brackets and separators keep apart: "unknown (n.a.)"; at least one."""
    return [part for part in apart.split(text) if _WORD.search(part)]


def _is_phrase(text: str) -> bool:
    words = _words(text)
    if _is_known(words) or words == [_NOT_AVAILABLE]:
        return True
    core = [word for word in words if word not in _nouns()]
    return bool(core) and (_is_known(core) or all(_is_known([word]) for word in core))


def _is_known(words: list[str]) -> bool:
    joined = "".join(words)
    return bool(_FILLED_UP.fullmatch(joined)) or joined in _joined() or " ".join(words) in _phrases()


def _words(text: str) -> list[str]:
    """In lower case, without accents."""
    if text.isascii():
        return _LETTERS.findall(text.lower())
    decomposed = unicodedata.normalize("NFKD", text.casefold()).replace("\u0131", "i")
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _LETTERS.findall(bare)


@cache
def _phrases() -> frozenset[str]:
    return frozenset(" ".join(_words(phrase)) for phrase in re.split(r"[,\n]", WORDS) if phrase.strip())


@cache
def _joined() -> frozenset[str]:
    """Phrases as programs write them in one word; initials are none, because codes look the same."""
    apart = (phrase.split(" ") for phrase in _phrases())
    return frozenset("".join(words) for words in apart if len(words[0]) > 1)


@cache
def _vocabulary() -> frozenset[str]:
    words = (word for phrase in _phrases() for word in phrase.split(" "))
    return _joined() | _nouns() | {*words, _NOT_AVAILABLE}


@cache
def _nouns() -> frozenset[str]:
    return frozenset(_words(COUNTRY_NOUNS))
