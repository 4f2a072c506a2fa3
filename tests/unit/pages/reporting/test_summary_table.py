from __future__ import annotations

import pytest

from pages.reporting.summary_table import read_summary
from tests.records import MANY_COUNTRIES, Counts, summary_of


def _labels(counts: Counts) -> list[str]:
    return read_summary(summary_of(counts))["label"].to_list()


def test_rows_keep_their_order_and_get_names_and_shares() -> None:
    table = read_summary(b"country,user_count\nDE,3\nFR,1\n")
    assert table.to_dicts() == [
        {"code": "DE", "label": "Germany", "name": "Germany", "customers": 3, "share": 0.75},
        {"code": "FR", "label": "France", "name": "France", "customers": 1, "share": 0.25},
    ]


def test_a_report_of_nobody_is_an_empty_table() -> None:
    assert read_summary(b"country,user_count\n").is_empty()


def test_all_without_a_country_are_one_row_and_all_that_are_not_recognised_another() -> None:
    counts: Counts = [("Atlantis", 4), ("DE", 3), ("N/A", 3), ("", 2), ("=1+1", 2), ("-", 1), ("EU", 1)]
    table = read_summary(summary_of(counts))
    assert table.select("code", "label", "customers").rows() == [
        ("", "Not recognised", 7),
        ("", "No country", 6),
        ("DE", "Germany", 3),
    ]
    assert sum(table["share"].to_list()) == pytest.approx(1)


def test_namibia_is_a_country_and_not_a_missing_value() -> None:
    assert _labels([("NA", 1)]) == ["Namibia"]


def test_a_value_that_is_called_like_a_group_is_not_recognised() -> None:
    assert _labels([("Germany (2)", 1), ("No Country", 1), ("Not recognised", 1)]) == [
        "Not recognised",
        "No country",
    ]


ODD = [
    'a, "b"\nc',
    "x\ry",
    "x\r\ny",
    "\x00\x1b[2J",
    "\u202egnp.exe",
    "__proto__",
    "constructor",
    "y" * 300_000,
]


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
def test_no_value_however_odd_breaks_the_table(value: str) -> None:
    table = read_summary(summary_of([("DE", 2), (value, 1)]))
    assert table["label"].to_list() == ["Germany", "Not recognised"]


def test_every_country_of_a_report_is_a_row() -> None:
    table = read_summary(summary_of(MANY_COUNTRIES))
    assert table.height == len(MANY_COUNTRIES) == len(set(table["label"].to_list()))
    assert sum(table["share"].to_list()) == pytest.approx(1)
