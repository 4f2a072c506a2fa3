"""How likely a language writes one letter behind another."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LETTERS = Path(__file__).with_name("letters.txt")
BORDER = "^"
"""Stands for what is no letter: blanks, digits, the beginning and the end."""

WITHOUT_ALPHABET = frozenset({"ja", "zh", "zh_Hant", "ko"})
OTHER_ALPHABETS = frozenset({"ru", "uk", "bg", "sr", "el", "he", "ar", "fa", "th"})

_PAIR = re.compile(r"(\D)(\d+)")
_CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")
"""The letters that encodings of one byte a letter have instead."""
_SMOOTHING = 8
_NEVER_SEEN = 1e-6
_SCRIPTS_MEET = -7.0
"""Latin letters beside others, as in a brand with a case ending: rare in all languages."""
_LATIN_BEHIND = -6.0
_ROWS_OF_CHARACTERS = {
    "zh": ("gb2312", 0xB0, 0xD7, 1 / 20_000),
    "zh_Hant": ("big5", 0xA4, 0xC6, 1 / 20_000),
    "ja": ("euc_jp", 0xB0, 0xCF, 1 / 20_000),
    "ko": ("euc_kr", 0xB0, 0xC8, 1 / 10_000),
}
"""A national standard, its rows of common characters, and how likely one of them is that was not counted."""
_RARE_CHARACTER = 1e-7
_KANA_ROWS = (0xA4, 0xA5)
_NARROW_KANA = "".join(map(chr, range(0xFF66, 0xFFA0)))
_NARROW, _NARROW_BEHIND_NARROW = 1 / 3_000, 1 / 60
"""How likely kana of half the width are, as old systems write them: in no other words than their own."""
_KANA = 1 / 3_000
_TWO_BYTES = 2


def is_letter(character: str) -> bool:
    """Whether it is a letter, or a mark above or below one."""
    return (character.isalpha() and character not in "ºª") or unicodedata.category(character)[0] == "M"


def plain_word(word: str) -> str:
    """A word in small letters, one for each of its own."""
    composed = unicodedata.normalize("NFC", word).translate(_CEDILLAS)
    return "".join(letter.lower()[:1] for letter in composed)


Counts = Mapping[str, Mapping[str, int]]
"""Of letters behind letters."""


class Letters(dict[str, float]):
    """Logarithms of how likely a language has the second of two letters behind the first, by both.

    Args:
        language: as in `letters.txt`.
        counts: of its letters.
    """

    def __init__(self, language: str, counts: Counts) -> None:
        super().__init__()
        self._language = language
        self._counts = counts
        self._single: Counter[str] = Counter()
        for behind in counts.values():
            self._single.update(behind)
        self._total = self._single.total()

    def __missing__(self, pair: str) -> float:
        found = self._of_scripts(*pair) if self._mixes_scripts(pair) else math.log(self._share(*pair))
        self[pair] = found
        return found

    def _mixes_scripts(self, pair: str) -> bool:
        has_latin = any(letter.isascii() and letter != BORDER for letter in pair)
        return has_latin and self._language in WITHOUT_ALPHABET | OTHER_ALPHABETS

    def _of_scripts(self, before: str, letter: str) -> float:
        if not letter.isascii():
            return _SCRIPTS_MEET + math.log(self._alone(letter))
        return latin_letters()[before + letter] if before.isascii() else _LATIN_BEHIND

    def _share(self, before: str, letter: str) -> float:
        if self._language == "ja" and letter in _NARROW_KANA:
            return _NARROW_BEHIND_NARROW if before in _NARROW_KANA else _NARROW
        counts = self._counts.get(before)
        if counts is None:
            return self._alone(letter)
        times, total = counts.get(letter, 0), sum(counts.values())
        return (times + _SMOOTHING * self._alone(letter)) / (total + _SMOOTHING)

    def _alone(self, letter: str) -> float:
        times = self._single[letter]
        return times / self._total if times else _unseen(self._language, letter)


@cache
def letters_of(language: str) -> Letters:
    """Those of a language."""
    return Letters(language, _counted().get(language, {}))


@cache
def latin_letters() -> Letters:
    """Those of all languages in Latin letters together."""
    pooled: dict[str, Counter[str]] = {}
    for language in latin_languages():
        for before, counts in _counted()[language].items():
            pooled.setdefault(before, Counter()).update(counts)
    return Letters("", pooled)


@cache
def latin_languages() -> tuple[str, ...]:
    """The languages in Latin letters."""
    return tuple(name for name in _counted() if name not in WITHOUT_ALPHABET | OTHER_ALPHABETS)


@cache
def _counted() -> dict[str, dict[str, dict[str, int]]]:
    found: dict[str, dict[str, dict[str, int]]] = {}
    for line in LETTERS.read_text(encoding="utf-8").splitlines():
        language, before, behind = line.split(" ", 2)
        counts = {letter: int(times) for letter, times in _PAIR.findall(behind)}
        found.setdefault(language, {})[before] = counts
    return found


def _unseen(language: str, letter: str) -> float:
    """How likely a letter is that was never counted: characters by their rows in the national standard."""
    if language not in _ROWS_OF_CHARACTERS:
        return _NEVER_SEEN
    standard, first, last, likely = _ROWS_OF_CHARACTERS[language]
    try:
        code = letter.encode(standard)
    except UnicodeEncodeError:
        return _RARE_CHARACTER / 100
    if len(code) != _TWO_BYTES:
        return _RARE_CHARACTER
    if language == "ja" and code[0] in _KANA_ROWS:
        return _KANA
    return likely if first <= code[0] <= last else _RARE_CHARACTER
