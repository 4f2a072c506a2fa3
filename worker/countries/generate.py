"""Writes `spellings.txt` and `accented.txt`: `python -m worker.countries.generate`.

The former has one line a country: its three ISO 3166-1 codes, then the squeezed names it goes by. Reading all
languages takes a third of a second, reading that file 5 ms. This needs the development packages; the worker
does not.
"""

from __future__ import annotations

import sys
import unicodedata
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import babel.localedata
from countryguess import CountryData  # type: ignore[import-untyped]

from worker.countries.accented import ACCENTED
from worker.countries.aliases import ALIASES
from worker.countries.squeezing import squeeze

SPELLINGS = Path(__file__).with_name("spellings.txt")
LANGUAGES = (
    "en",
    "en_GB",
    "de",
    "de_CH",
    "fr",
    "it",
    "es",
    "es_MX",
    "pt",
    "pt_PT",
    "nl",
    "pl",
    "sv",
    "da",
    "nb",
    "nn",
    "fi",
    "cs",
    "sk",
    "hu",
    "ro",
    "bg",
    "hr",
    "sl",
    "sr",
    "sr_Latn",
    "bs",
    "mk",
    "sq",
    "el",
    "tr",
    "uk",
    "be",
    "ru",
    "ca",
    "eu",
    "gl",
    "et",
    "lv",
    "lt",
    "ga",
    "cy",
    "is",
    "mt",
    "lb",
    "ja",
    "zh",
    "zh_Hant",
    "ko",
    "ar",
)
EASTERN = frozenset(
    {"pl", "cs", "sk", "hu", "ro", "hr", "sl", "sr_Latn", "bs", "sq", "tr", "et", "lv", "lt", "mt"}
)
"""Languages in Latin letters that are written in other encodings of one byte a letter than Windows-1252."""

SHORTEST_NAME = 4
_GERMAN_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def spellings() -> str:
    """The file's text."""
    codes = _codes()
    names = {name: found for name, found in _names(codes).items() if len(found) == 1}
    lines = []
    for alpha2, (alpha3, number) in sorted(codes.items()):
        own = sorted(name for name, found in names.items() if found == {alpha2})
        lines.append(" ".join((alpha2, alpha3, number, *own)))
    return "\n".join((*lines, ""))


def accented() -> str:
    """The other file's text."""
    aliases = {name.casefold() for names in ALIASES.values() for name in names}
    names = {name for name in aliases | _territories(set(LANGUAGES) - EASTERN) if _is_western(name)}
    return "\n".join((*sorted(names - _territories(EASTERN)), ""))


def _is_western(name: str) -> bool:
    return not name.isascii() and name.encode("cp1252", "ignore").decode("cp1252") == name


def _territories(languages: Iterable[str]) -> set[str]:
    return {
        name.casefold()
        for language in languages
        for code, name in babel.localedata.load(language)["territories"].items()
        if code.isalpha()
    }


def ambiguous_names() -> dict[str, set[str]]:
    """Names that mean different countries in different languages; they are no spelling of any."""
    return {name: found for name, found in _names(_codes()).items() if len(found) > 1}


def _codes() -> dict[str, tuple[str, str]]:
    return {
        country["iso2"]: (country["iso3"], f"{int(country['isonumeric'] or 0):03}")
        for country in _countries()
        if country["iso2"] and not country["obsolete"]
    }


def _countries() -> list[dict[str, str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its data file to the garbage collector
        return list(CountryData().countries)


def _names(codes: dict[str, tuple[str, str]]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for alpha2, name in _all_names():
        squeezed = squeeze(name)
        if alpha2 in codes and (len(squeezed) >= SHORTEST_NAME or not squeezed.isascii()):
            found[squeezed].add(alpha2)
    return found


def _all_names() -> Iterator[tuple[str, str]]:
    for country in _countries():
        if not country["obsolete"]:
            yield country["iso2"], country["name_short"]
            yield country["iso2"], country["name_official"]
    for alpha2, aliases in ALIASES.items():
        for alias in aliases:
            yield alpha2, alias
    for language in LANGUAGES:
        for alpha2, name in babel.localedata.load(language)["territories"].items():
            yield alpha2, name
            if language == "de":
                yield alpha2, unicodedata.normalize("NFC", name).casefold().translate(_GERMAN_LETTERS)


if __name__ == "__main__":
    SPELLINGS.write_text(spellings(), encoding="utf-8")
    ACCENTED.write_text(accented(), encoding="utf-8")
    sys.stdout.write(f"{SPELLINGS.name} and {ACCENTED.name} are written.\n")
