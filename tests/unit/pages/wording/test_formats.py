from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pages.wording.formats import compact, duration, exact, number, relative, share, shortened, size

NOW = datetime(2026, 3, 12, 13, 3, 7, tzinfo=UTC)


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (999, "999"), (1204551, "1,204,551")])
def test_numbers_have_thousands_separators(value: int, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(999_999, "999,999"), (12_400_000, "12.4 M"), (3_020_000_000, "3.0 B")]
)
def test_large_counts_that_move_are_short(value: int, text: str) -> None:
    assert _plain(compact(value)) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 10, "0.0 %"),
        (10, 10, "100.0 %"),
        (314, 1000, "31.4 %"),
        (1, 1000, "0.1 %"),
        (1, 10_000, "< 0.1 %"),
        (9_999, 10_000, "> 99.9 %"),
        (9_994, 10_000, "99.9 %"),
        (0, 0, "–"),  # noqa: RUF001
    ],
)
def test_shares_have_one_decimal_and_say_none_or_all_only_when_it_is_so(
    part: int, whole: int, text: str
) -> None:
    assert _plain(share(part, whole)) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1.0 KB"),
        (999_949, "999.9 KB"),
        (999_951, "1.0 MB"),
        (4_400_000_000, "4.4 GB"),
        (5 * 10**15, "5.0 PB"),
        (10**19, "10,000.0 PB"),
    ],
)
def test_sizes_are_decimal(count: int, text: str) -> None:
    assert _plain(size(count)) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-3, "0.0 s"),
        (0.84, "0.8 s"),
        (49.4, "49 s"),
        (59.7, "1 min 0 s"),
        (200, "3 min 20 s"),
        (3_900, "1 h 05 min"),
    ],
)
def test_durations_have_two_units_at_most(seconds: float, text: str) -> None:
    assert _plain(duration(seconds)) == text


@pytest.mark.parametrize(
    ("ago", "text"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=9), "just now"),
        (timedelta(seconds=10), "10 seconds ago"),
        (timedelta(seconds=60), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(hours=24), "yesterday"),
        (timedelta(hours=48), "2 days ago"),
        (timedelta(days=7), "5 Mar 2026"),
    ],
)
def test_times_are_relative_as_people_say_them(ago: timedelta, text: str) -> None:
    assert relative(NOW - ago, NOW) == text


def test_the_exact_time_is_that_of_the_reader() -> None:
    assert exact(NOW, ZoneInfo("Europe/Berlin")) == "12 March 2026, 14:03:07 CET"


def test_a_long_name_keeps_its_beginning_and_its_ending() -> None:
    name = "a" * 150 + "b" * 46 + ".csv"
    short = shortened(name, 60)
    assert len(short) == 60
    assert short.startswith("aaa")
    assert short.endswith("b.csv")
    assert shortened("short.csv", 60) == "short.csv"
