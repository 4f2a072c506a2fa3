"""Cells as text: numbers without what computers add to them, dates as ISO 8601, everything in one line."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

TRUE, FALSE = "TRUE", "FALSE"

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_SECONDS_A_DAY = 86_400
_EXACT = 1e15
_LAST_SERIAL = 2_958_465  # 9999-12-31
_LEAP_SERIAL = 60  # 1900-02-29, which never was, but spreadsheets have it
_DAYS_TO_1904 = 1462
_DATE_IDS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NO_CODES = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhsg年月日時分秒]", re.IGNORECASE)


def plain(text: str) -> str:
    """A text in one line: what ends lines or fields becomes a blank."""
    return text if text.isprintable() else _BREAKS.sub(" ", text)


def number_text(value: float) -> str:
    """A number as a spreadsheet shows it by itself: whole ones without a point, others in 15 digits."""
    if value == value // 1 and -_EXACT < value < _EXACT:
        return str(int(value))
    return format(value, ".15g")


def date_text(serial: float, *, is_1904: bool = False) -> str:
    """A day, or a moment, that a spreadsheet keeps as a number of days; a number that is none as it is."""
    days = serial + _DAYS_TO_1904 if is_1904 else serial
    if not 0 <= days < _LAST_SERIAL + 1:
        return number_text(serial)
    whole, seconds = divmod(round(days * _SECONDS_A_DAY), _SECONDS_A_DAY)
    if not whole:
        return _time(seconds) if seconds else number_text(serial)
    if whole == _LEAP_SERIAL:
        day = "1900-02-29"
    else:
        day = (date(1899, 12, 30 if whole > _LEAP_SERIAL else 31) + timedelta(whole)).isoformat()
    return f"{day}T{_time(seconds)}" if seconds else day


def _time(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def is_date_format(number: int, code: str | None) -> bool:
    """Whether a number format shows days or times.

    Args:
        number: of the format.
        code: as its workbook defines it; None: as every spreadsheet knows it.
    """
    return number in _DATE_IDS if code is None else _is_date_code(code)


@lru_cache(256)
def _is_date_code(code: str) -> bool:
    first = code.partition(";")[0]
    return "general" not in first.lower() and _DATE_LETTERS.search(_NO_CODES.sub("", first)) is not None
