"""Raw country values to ISO 3166-1 alpha-2. Exact spellings only: a near miss would be a wrong number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from worker.countries.mojibake import mended
from worker.countries.name_grammar import cores
from worker.countries.squeezing import squeeze

SPELLINGS = Path(__file__).with_name("spellings.txt")
BEYOND_ASCII = Path(__file__).with_name("beyond_ascii.txt")
_LONGEST_VALUE = 120
AROUND = " \t\r\n\u200b\u200e\u200f\ufeff\"'“”„«»"

_OTHER_CODES = {
    "UK": "GB",
    "EL": "GR",
    "UAE": "AE",
    "DRC": "CD",
    "PRC": "CN",
    "BRD": "DE",
    "GER": "DE",
    "FRG": "DE",
    "DEN": "DK",
    "CRO": "HR",
    "GRE": "GR",
    "POR": "PT",
    "BUL": "BG",
    "BVI": "VG",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": "GB",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f": "GB",
    "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f": "GB",
    "EUA": "US",
    "NED": "NL",
    "SUI": "CH",
    "VAE": "AE",
    "EAU": "AE",
    "ČR": "CZ",
    "KSA": "SA",
    "RDC": "CD",
    "ROK": "KR",
    "RSA": "ZA",
    "VS": "US",
    "VK": "GB",
    "ABD": "US",
    "ABŞ": "US",
    "SAD": "US",
    "ZDA": "US",
    "ASV": "US",
    "JAV": "US",
    "VSA": "US",
    "UDA": "US",
    "SUA": "US",
}
_DOTTED = frozenset({"US", "USA", "UK", "UAE", "DRC", "PRC", "BRD", "EUA", "SUA", "KSA", "RSA", "ROK"})
"""Codes that are also written with dots or blanks; "N.A." is not Namibia."""
_SHORT_NAMES = {
    "irã": "IR",
    "omã": "OM",
    "čad": "TD",
    "çad": "TD",
    "çin": "CN",
    "fas": "MA",
    "áo": "AT",
    "úc": "AU",
    "bỉ": "BE",
    "đức": "DE",
    "séc": "CZ",
    "mỹ": "US",
    "lào": "LA",
    "síp": "CY",
    "mön": "IM",
}
"""Too short to squeeze: what is left would be a code of something else."""

_TWO_MEANINGS = frozenset({"Nga"})
"""Codes that are also, spelt so, another country's name: Russia in Vietnamese, beside Nigeria's NGA."""

_OTHER_REPUBLICS = frozenset({"CN", "DM"})
"""The Republic of China is Taiwan, that of Dominica may be the Dominican one: neither is guessed."""

_FIRST_FLAG_LETTER = 0x1F1E6
_FLAG_LETTERS = {_FIRST_FLAG_LETTER + place: chr(ord("A") + place) for place in range(26)}
_TWO_PARTS = re.compile(
    r"(?P<one>[^(\[]+)[(\[](?P<other>[^()\[\]]+)[)\]]"
    r"|(?P<left>.+?)(?: +[-\u2013\u2014=] +| *[,/|:;] *)(?P<right>.+)"
    r"|(?P<code>[A-Za-z]{2,3})[-\u2013_ ](?P<name>.+)"
    r"|(?P<flag>[\U0001f1e6-\U0001f1ff]{2}) *(?P<named>.+)"
)
_CALLING_CODE = re.compile(r"^\(?\+[0-9]{1,3}\)?(?![0-9])|\(?\+[0-9]{1,3}\)?$")


@dataclass(frozen=True, slots=True)
class _Table:
    codes: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=lambda: {"412": "XK"})  # as some lists number Kosovo
    names: dict[str, str] = field(default_factory=dict)


@lru_cache(10_000)
def country_code(value: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country.

    Args:
        value: a code, a three-digit number, a flag, or a name in English or a European language, in any case,
            spacing and punctuation; also two of those that agree ("DE - Germany"), and UTF-8 that was taken
            for Windows-1252 ("EspaÃ±a"), coded for links or HTML, or with a calling code ("Germany (+49)").

    Returns:
        None when the value is not, exactly, one country.
    """
    if len(value) > _LONGEST_VALUE:
        return None
    text = unicodedata.normalize("NFKC", value).strip(AROUND)
    if text.startswith('="'):  # as Excel writes what is text for certain
        text = text.removeprefix("=").strip(AROUND)
    found = _one_spelling(text) or _two_spellings(text)
    return found or next((code for plain in _uncoded(value, text) if (code := country_code(plain))), None)


def _uncoded(value: str, text: str) -> Iterator[str]:
    """What a value was before programs coded it, or a form for phone numbers added a calling code."""
    if before := mended(value):
        yield before
    if "%" in text or ("&" in text and ";" in text):
        from html import unescape  # noqa: PLC0415 - a long table, for few files
        from urllib.parse import unquote  # noqa: PLC0415

        before = unescape(unquote(text))
        if before != text:
            yield before
    if "+" in text and (rest := _CALLING_CODE.sub("", text)) != text:
        yield rest.strip("() ")


def is_alpha2(text: str) -> bool:
    """Whether a text is an ISO 3166-1 alpha-2 code, as such codes are written."""
    return _table().codes.get(text) == text


def numbered_country(number: str) -> str | None:
    """The code of the country of this ISO 3166-1 number, three digits."""
    return _table().numbers.get(number)


def _one_spelling(text: str) -> str | None:
    if text in _TWO_MEANINGS:
        return None
    table = _table()
    code = text.upper()
    bare = code.replace(".", "").replace(" ", "")
    if bare in _DOTTED:
        code = bare
    found = table.codes.get(code) or table.numbers.get(code) or table.codes.get(code.translate(_FLAG_LETTERS))
    return found or _SHORT_NAMES.get(text.casefold()) or _name(text)


def _name(text: str) -> str | None:
    """By name, also with articles or the form of its state, and with its parts swapped ("Korea, Rep. of")."""
    for name in (text, *_swapped(text)):
        for core, is_republic in cores(name):
            names = _table().names if core.isascii() else _names_beyond_ascii()
            if (code := names.get(core)) and not (is_republic and code in _OTHER_REPUBLICS):
                return code
    return None


def _swapped(text: str) -> Iterator[str]:
    """A name with its second part in front; a code there would look like an article: "France (LA)"."""
    if (parts := _parts(text)) and not (len(parts[1]) == len("LA") and parts[1].isupper()):
        yield f"{parts[1]} {parts[0]}"


def _two_spellings(text: str) -> str | None:
    """Both parts of the value, if they are different spellings of one country."""
    parts = _parts(text)
    if parts is None or squeeze(parts[0]) == squeeze(parts[1]) != "":
        return None
    one, other = map(_one_spelling, parts)
    return one if one == other else None


def _parts(text: str) -> tuple[str, str] | None:
    match = _TWO_PARTS.fullmatch(text)
    if match is None:
        return None
    one, other = (part.strip() for part in match.groups() if part is not None)
    return one, other


@cache
def _table() -> _Table:
    table = _Table(codes=dict(_OTHER_CODES))
    for line in SPELLINGS.read_text(encoding="ascii").splitlines():
        alpha2, alpha3, number, *names = line.split(" ")
        table.codes[alpha2] = table.codes[alpha3] = table.numbers[number] = alpha2
        table.names.update(dict.fromkeys(names, alpha2))
    return table


@cache
def _names_beyond_ascii() -> dict[str, str]:
    """Most of all names, and most files have none of them."""
    found: dict[str, str] = {}
    for line in BEYOND_ASCII.read_text(encoding="utf-8").splitlines():
        alpha2, *names = line.split(" ")
        found.update(dict.fromkeys(names, alpha2))
    return found
