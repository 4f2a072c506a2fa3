"""Writes `letters.txt`: `python -m worker.dialect.encoding.spelling.generate_letters`.

It has one line for each letter of a language: the language, the letter, then the letters found behind it
with their numbers; "^" stands for what is no letter, before a word and behind it. Languages without an
alphabet have one line with their characters. Counted are the words of the languages in CLDR (countries,
cities, languages, scripts, currencies, months, days) and those of `words.txt`: names, places and words of
headers, which weigh more.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import babel.localedata

from worker.dialect.encoding.spelling.letters import (
    BORDER,
    LETTERS,
    WITHOUT_ALPHABET,
    is_letter,
    plain_word,
)

WORDS = Path(__file__).with_name("words.txt")
LANGUAGES = {
    "de": ("de", "de_AT", "de_CH"),
    "fr": ("fr", "fr_CA"),
    "es": ("es", "es_MX"),
    "pt": ("pt", "pt_PT"),
    "it": ("it",),
    "nl": ("nl",),
    "sv": ("sv",),
    "da": ("da",),
    "nb": ("nb", "nn"),
    "fi": ("fi",),
    "is": ("is",),
    "ca": ("ca",),
    "pl": ("pl",),
    "cs": ("cs",),
    "sk": ("sk",),
    "hu": ("hu",),
    "ro": ("ro",),
    "hr": ("hr", "bs", "sr_Latn"),
    "sl": ("sl",),
    "lt": ("lt",),
    "lv": ("lv",),
    "et": ("et",),
    "tr": ("tr",),
    "ru": ("ru",),
    "uk": ("uk",),
    "bg": ("bg",),
    "sr": ("sr", "mk"),
    "el": ("el",),
    "he": ("he",),
    "ar": ("ar",),
    "fa": ("fa",),
    "th": ("th",),
    "ja": ("ja",),
    "zh": ("zh",),
    "zh_Hant": ("zh_Hant",),
    "ko": ("ko",),
}
_NAMED = ("territories", "languages", "scripts", "currency_names")
_WEIGHT = 4
"""How often a word of `words.txt` counts: people and places are what files of customers hold."""


def letters() -> str:
    """The file's text."""
    own = dict(line.split(" ", 1) for line in WORDS.read_text(encoding="utf-8").splitlines())
    lines: list[str] = []
    for language, locales in LANGUAGES.items():
        words = Counter({plain_word(word) for locale in locales for word in _words(locale)})
        for word in own[language].split():
            words[plain_word(word)] += _WEIGHT
        lines += _lines(language, words)
    return "\n".join((*lines, ""))


def _lines(language: str, words: Counter[str]) -> Iterator[str]:
    behind: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, times in words.items():
        before = BORDER
        for character in f"{word} ":
            letter = character if is_letter(character) else BORDER
            if language not in WITHOUT_ALPHABET:
                behind[before][letter] += times
            elif letter == BORDER or not letter.isascii():
                behind[BORDER][letter] += times
            before = letter
    for before, found in sorted(behind.items()):
        if before == BORDER and language not in WITHOUT_ALPHABET:
            del found[BORDER]
        yield f"{language} {before} " + "".join(f"{letter}{times}" for letter, times in sorted(found.items()))


def _words(locale: str) -> Iterator[str]:
    data = babel.localedata.load(locale)
    for kind in _NAMED:
        yield from (name for name in data[kind].values() if isinstance(name, str))
    yield from (zone["city"] for zone in data["time_zones"].values() if "city" in zone)
    for kind in ("months", "days"):
        yield from _wide(data[kind])


def _wide(names: Any) -> Iterator[str]:
    for use in names.values():
        if "wide" in use and hasattr(use["wide"], "values"):
            yield from use["wide"].values()


if __name__ == "__main__":
    LETTERS.write_text(letters(), encoding="utf-8")
    sys.stdout.write(f"{LETTERS.name} is written.\n")
