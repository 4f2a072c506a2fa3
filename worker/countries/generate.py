"""Writes `spellings.txt`, `beyond_ascii.txt` and `accented.txt`: `python -m worker.countries.generate`.

The first has one line a country: its three ISO 3166-1 codes, then the squeezed names it goes by; the second
those names that few files need. Reading all languages takes seconds, reading the files 2 and 4 ms. This needs
the development packages; the worker does not.

Where two countries share a name, what ISO 3166-1 and CLDR call so decides: Congo is that of Brazzaville,
Guinea that of Conakry, Samoa the independent one. What neither calls so is no name: Korea, Virgin Islands,
Kongo. What is one country's name in a language we know and another's in any other is none, either.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator

import babel.localedata
import iso3166

from worker.countries.accented import ACCENTED
from worker.countries.aliases import ALIASES, WESTERN_ALIASES
from worker.countries.languages import ALL_LANGUAGES, EASTERN, FURTHER_LANGUAGES, LANGUAGES
from worker.countries.recognition import BEYOND_ASCII, SPELLINGS
from worker.countries.squeezing import squeeze

SHORTEST_NAME = 4
SHARED = {"guiana": {"GF", "GY"}}
"""Names that mean one country in the tables and two for people."""

_GERMAN_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def spellings() -> str:
    """The first file's text."""
    names = _names_of_each()
    lines = (
        " ".join((alpha2, *others, *filter(str.isascii, names[alpha2])))
        for alpha2, others in sorted(_codes().items())
    )
    return "\n".join((*lines, ""))


def beyond_ascii() -> str:
    """The second file's text."""
    lines = (
        " ".join((alpha2, *(name for name in names if not name.isascii())))
        for alpha2, names in sorted(_names_of_each().items())
    )
    return "\n".join((*lines, ""))


def _names_of_each() -> dict[str, list[str]]:
    """The names of each country that are no other's, in order."""
    codes = _codes()
    ambiguous = ambiguous_names()
    names: dict[str, list[str]] = {alpha2: [] for alpha2 in codes}
    for name, found in sorted(_names(codes, _known_names()).items()):
        if name not in ambiguous:
            names[next(iter(found))].append(name)
    return names


def accented() -> str:
    """The third file's text."""
    aliases = {name.casefold() for name in WESTERN_ALIASES}
    names = {name for name in aliases | _territories(set(LANGUAGES) - EASTERN) if _is_western(name)}
    return "\n".join((*sorted(names - _territories(EASTERN)), ""))


def _is_western(name: str) -> bool:
    return not name.isascii() and name.encode("cp1252", "ignore").decode("cp1252") == name


def _territories(languages: Iterable[str]) -> set[str]:
    return {name.casefold() for code, name in _territory_names(languages) if code.isalpha()}


def ambiguous_names() -> dict[str, set[str]]:
    """Names that mean different countries, in one language or in two; they are no spelling of any."""
    codes = _codes()
    names, everywhere = _names(codes, _known_names()), _names(codes, _territory_names(ALL_LANGUAGES))
    found = {name: alpha2 | everywhere.get(name, set()) for name, alpha2 in names.items()} | SHARED
    return {name: alpha2 for name, alpha2 in found.items() if len(alpha2) > 1}


def _codes() -> dict[str, tuple[str, str]]:
    return {country.alpha2: (country.alpha3, country.numeric) for country in iso3166.countries}


def _names(codes: Container[str], names: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for alpha2, name in names:
        squeezed = squeeze(name)
        if alpha2 in codes and (len(squeezed) >= SHORTEST_NAME or not squeezed.isascii()):
            found[squeezed].add(alpha2)
    return found


def _known_names() -> Iterator[tuple[str, str]]:
    for country in iso3166.countries:
        yield country.alpha2, country.name
        yield country.alpha2, country.apolitical_name
    for alpha2, aliases in ALIASES.items():
        for alias in aliases:
            yield alpha2, alias
    yield from _territory_names(_with_regions((*LANGUAGES, *FURTHER_LANGUAGES)))
    for alpha2, name in _territory_names(("de",)):
        yield alpha2, unicodedata.normalize("NFC", name).casefold().translate(_GERMAN_LETTERS)


def _with_regions(languages: Iterable[str]) -> Iterator[str]:
    """Languages, and how they are written in each region."""
    wanted = set(languages)
    yield from (known for known in ALL_LANGUAGES if known in wanted or known.split("_")[0] in wanted)


def _territory_names(languages: Iterable[str]) -> Iterator[tuple[str, str]]:
    for language in languages:
        yield from babel.localedata.load(language)["territories"].items()


if __name__ == "__main__":
    for file, text in ((SPELLINGS, spellings()), (BEYOND_ASCII, beyond_ascii()), (ACCENTED, accented())):
        file.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{file.name} is written.\n")
