from __future__ import annotations

import pytest

from pages.reporting.summary import read_summary
from tests.records import Counts, summary_of


def _labels(counts: Counts) -> list[str]:
    return read_summary(summary_of(counts))["label"].to_list()


def test_rows_keep_their_order_and_get_names_and_shares() -> None:
    table = read_summary(b"country,user_count\nDE,3\nFR,1\n")
    assert table.to_dicts() == [
        {"country": "DE", "code": "DE", "label": "Germany", "customers": 3, "share": 0.75},
        {"country": "FR", "code": "FR", "label": "France", "customers": 1, "share": 0.25},
    ]


def test_a_report_of_nobody_is_an_empty_table() -> None:
    assert read_summary(b"country,user_count\n").is_empty()


def test_no_country_and_unrecognised_values_have_no_code() -> None:
    table = read_summary(summary_of([("", 2), ("Atlantis", 1)]))
    assert table["label"].to_list() == ["No country", "Atlantis"]
    assert table["code"].to_list() == ["", ""]


def test_namibia_is_a_country_and_not_a_missing_value() -> None:
    assert _labels([("NA", 1)]) == ["Namibia"]


def test_quoted_values_with_commas_and_line_breaks_are_read() -> None:
    assert _labels([('a, "b"\nc', 1)]) == ['a, "b" c']


def test_no_two_labels_are_alike() -> None:
    long = "x" * 100
    labels = _labels(
        [("Germany", 5), ("DE", 4), (f"{long}1{long}", 3), (f"{long}2{long}", 2), ("Germany (2)", 1)]
    )
    assert len(set(labels)) == 5
    assert labels[:2] == ["Germany", "Germany (3)"]


def test_formulas_are_neutralised_wherever_the_table_may_be_downloaded_from() -> None:
    table = read_summary(summary_of([("=1+1", 1)]))
    assert table["country"].to_list() == ["'=1+1"]
    assert table["label"].to_list() == ["'=1+1"]


def test_a_report_of_250_countries_is_read_whole() -> None:
    table = read_summary(summary_of([(f"Place {n}", 1_000 - n) for n in range(250)]))
    assert table.height == 250
    assert sum(table["share"].to_list()) == pytest.approx(1)


def test_a_bare_carriage_return_in_a_value_does_not_break_the_table() -> None:
    assert read_summary(b"country,user_count\nx\ry,3\n").row(0) == ("x\ry", "", "x y", 3, 1.0)
