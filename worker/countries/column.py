"""The countries that a column's values name: what a number or "NA" means depends on the other values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from worker.countries.recognition import AROUND, country_code, numbered_country

_DIGITS = 3
_KNOWN = 3
"""So many different numbers of countries for each that is none: of numbers at random a quarter is one."""
_NUMBER = re.compile(r"([0-9]+)(?:\.0+)?")
_NOT_AVAILABLE = "NA"
_CALLING_CODES = frozenset(
    f"{number}"
    for first, last in (
        (211, 213),
        (216, 216),
        (218, 218),
        (220, 269),
        (290, 291),
        (297, 299),
        (350, 359),
        (370, 389),
        (420, 423),
        (500, 509),
        (590, 599),
        (670, 692),
        (800, 800),
        (808, 808),
        (850, 856),
        (870, 888),
        (960, 979),
        (992, 998),
    )
    for number in range(first, last + 1)
)
"""Of three digits; some are also ISO numbers, of other countries."""


def country_codes(values: Iterable[str], *, na_is_country: bool | None = None) -> dict[str, str]:
    """The codes of those values of a column that are countries.

    Numbers only count when nearly all of them but 0 are ISO 3166-1 numbers: else they are something else,
    such as calling codes. Leading zeros, which spreadsheets strip, may be missing where another number can
    be nothing else, and zeros be behind a point. "NA" is no country where the others are names: R and others
    write it for no value.

    Args:
        values: all distinct ones of the column.
        na_is_country: whether "NA" is Namibia; None: the others tell.
    """
    numbers: dict[str, str] = {}
    found: dict[str, str] = {}
    for value in values:
        digits = _digits(value)
        if digits is not None:
            numbers[value] = digits
        elif code := country_code(value):
            found[value] = code
    found |= _numbered(numbers)
    if na_is_country is None:
        na_is_country = not _are_names([value for value in found if not is_not_available(value)])
    if not na_is_country:
        return {value: code for value, code in found.items() if not is_not_available(value)}
    return found


def is_not_available(value: str) -> bool:
    """Whether it is "NA": Namibia's code, or what some programs write for no value."""
    return _bare(value).upper() == _NOT_AVAILABLE


def _digits(value: str) -> str | None:
    """A number's digits without a decimal zero; "" for any other number than a whole one in plain digits."""
    text = _bare(value)
    if match := _NUMBER.fullmatch(text):
        return match[1]
    return "" if text.isdecimal() else None


def _numbered(numbers: Mapping[str, str]) -> dict[str, str]:
    counted = {value: digits for value, digits in numbers.items() if digits.strip("0") or not digits}
    codes = {value: numbered_country(digits.zfill(_DIGITS)) for value, digits in counted.items()}
    known = {value: code for value, code in codes.items() if code}
    are_whole = all(len(digits) == _DIGITS for digits in counted.values())
    is_sure = any(len(digits) == _DIGITS and digits not in _CALLING_CODES for digits in counted.values())
    unknown = len(counted) - len(known)
    return known if (is_sure or (are_whole and not unknown)) and unknown * _KNOWN <= len(known) else {}


def _are_names(countries: list[str]) -> bool:
    """Whether countries are, most of them, no codes of two letters."""
    return 2 * sum(len(_bare(value)) == 2 for value in countries) < len(countries)  # noqa: PLR2004


def _bare(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip(AROUND)
