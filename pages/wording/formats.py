"""Numbers, sizes, durations and times as the pages write them."""

from __future__ import annotations

from datetime import datetime, tzinfo

from babel.dates import format_date

from pages.wording.languages import ENGLISH, language
from pages.wording.translating import localised, tr, trn

_NO_BREAK = "\N{NO-BREAK SPACE}"
_THOUSAND = 1_000
_SIZE_UNITS = ("KB", "MB", "GB", "TB", "PB")
_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_TENTH_PERCENT = 0.001
_JUST_NOW_SECONDS = 10
_TEN = 10
_DATES_IN_ENGLISH = "en_GB"
"""The day before the month, which nobody takes for another day."""

NOTHING = "–"  # noqa: RUF001 - an en dash is how tables say "nothing"


def number(value: int) -> str:
    """Every digit, with thousands separators: 1,204,551."""
    return localised(f"{value:,}")


def compact(value: int) -> str:
    """A count that moves, short: 12.4 M; below a million every digit."""
    if value >= _THOUSAND**3:
        return tr("{number:,.1f}\N{NO-BREAK SPACE}B", number=value / _THOUSAND**3)
    if value >= _THOUSAND**2:
        return tr("{number:,.1f}\N{NO-BREAK SPACE}M", number=value / _THOUSAND**2)
    return number(value)


def share(part: float, whole: float) -> str:
    """A share with one decimal, 31.4 %, that says 0 or 100 only when it is exactly that."""
    if whole <= 0:
        return NOTHING
    ratio = part / whole
    if 0 < ratio < _TENTH_PERCENT / 2:
        return localised(f"<{_NO_BREAK}0.1{_NO_BREAK}%")
    if 1 - _TENTH_PERCENT / 2 <= ratio < 1:
        return localised(f">{_NO_BREAK}99.9{_NO_BREAK}%")
    return localised(f"{ratio * 100:.1f}{_NO_BREAK}%")


def size(count: int) -> str:
    """A file's size in decimal units: 4.4 GB."""
    if count < _THOUSAND:
        return trn("{count}\N{NO-BREAK SPACE}byte", "{count}\N{NO-BREAK SPACE}bytes", count)
    value, power = count / _THOUSAND, 0
    while value >= _THOUSAND - 0.05 and power < len(_SIZE_UNITS) - 1:  # 999.95 would be written 1,000.0
        value, power = value / _THOUSAND, power + 1
    return f"{localised(f'{value:,.1f}')}{_NO_BREAK}{_SIZE_UNITS[power]}"


def duration(seconds: float) -> str:
    """How long something took: 0.8 s, 49 s, 3 min 20 s, 1 h 05 min."""
    if seconds < _TEN:
        return localised(f"{max(seconds, 0):.1f}{_NO_BREAK}s")
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole}{_NO_BREAK}s"
    if whole < _HOUR:
        return f"{whole // _MINUTE}{_NO_BREAK}min {whole % _MINUTE}{_NO_BREAK}s"
    return f"{whole // _HOUR}{_NO_BREAK}h {whole % _HOUR // _MINUTE:02d}{_NO_BREAK}min"


def relative(moment: datetime, now: datetime) -> str:
    """When something was, as people say it: just now, 5 minutes ago, yesterday, 12 Mar 2026."""
    seconds = int((now - moment).total_seconds())
    if seconds < _JUST_NOW_SECONDS:
        return tr("just now")
    if _DAY <= seconds < 2 * _DAY:
        return tr("yesterday")
    if seconds >= 7 * _DAY:
        return format_date(moment, "medium", locale=_of_dates())
    return _ago(seconds)


def _ago(seconds: int) -> str:
    if seconds < _MINUTE:
        return trn("{count} second ago", "{count} seconds ago", seconds)
    if seconds < _HOUR:
        return trn("{count} minute ago", "{count} minutes ago", seconds // _MINUTE)
    if seconds < _DAY:
        return trn("{count} hour ago", "{count} hours ago", seconds // _HOUR)
    return trn("{count} day ago", "{count} days ago", seconds // _DAY)


def exact(moment: datetime, zone: tzinfo) -> str:
    """When something was, to the second, where the reader is: 12 March 2026, 14:03:07 CET."""
    there = moment.astimezone(zone)
    return f"{format_date(there, 'long', locale=_of_dates())}, {there:%H:%M:%S} {there.tzname()}"


def _of_dates() -> str:
    return _DATES_IN_ENGLISH if language() == ENGLISH else language()


def shortened(text: str, characters: int) -> str:
    """At most this many characters, the middle left out, so that a name keeps its ending."""
    if len(text) <= characters:
        return text
    kept = characters - 1
    return f"{text[: kept - kept // 3]}…{text[len(text) - kept // 3 :]}"
