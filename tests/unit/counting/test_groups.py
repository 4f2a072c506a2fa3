"""Customers and rows without a country, and with one that is not recognised, in the figures of a file."""

from __future__ import annotations

from pathlib import Path

from tests.unit.counting.files import count_bytes, report
from worker.counting.keys.country_codes import UNRECOGNISED_LIMIT
from worker.counting.process.protocol import Tuning

ROWS = [
    *[
        ("a", "DE"),
        ("b", "Germany"),
        ("c", "N/A"),
        ("d", "unknown"),
        ("e", ""),
        ("f", "\\N"),
        ("g", "Narnia"),
    ],
    *[("a", "FR"), ("a", "--"), ("c", "Narnia"), ("g", "EU"), ("g", "IT"), ("h", "EU"), ("i", "DE")],
    *[("", "FR"), ("no address", "DE")],
]


def _file(rows: list[tuple[str, str]]) -> bytes:
    lines = (f"{name}@x.com,{country}" if len(name) == 1 else f"{name},{country}" for name, country in rows)
    return "\n".join(["email,country", *lines, ""]).encode()


def test_every_row_of_a_customer_has_a_country_or_none_or_one_that_is_not_recognised(tmp_path: Path) -> None:
    result = count_bytes(tmp_path, _file(ROWS))
    assert report(result) == {"DE": 3, "": 2, "EU": 1, "N/A": 1, "Narnia": 1, "unknown": 1}
    quality = result.quality
    assert (quality.rows, quality.customers, quality.duplicates, quality.rejected_rows) == (16, 9, 5, 2)
    assert (quality.countries, quality.top) == (1, [("DE", 3)])
    assert (quality.customers_without_country, quality.customers_not_recognised) == (4, 2)
    assert (quality.rows_without_country, quality.rows_not_recognised) == (5, 4)
    assert (quality.usable_rows, quality.usable_share) == (5, 5 / 16)
    assert [value.value for value in quality.placeholders] == ["N/A", "unknown"]
    assert [value.value for value in quality.unrecognised] == ["EU", "Narnia"]
    assert quality.unrecognised_countries == 2


def test_a_value_of_duplicates_alone_is_among_the_rows_and_not_in_the_report(tmp_path: Path) -> None:
    result = count_bytes(tmp_path, _file([("a", "DE"), ("a", "Narnia"), ("a", "?")]))
    assert report(result) == {"DE": 1}
    assert (result.quality.rows_not_recognised, result.quality.rows_without_country) == (1, 1)
    assert result.quality.unrecognised_countries == 0


def test_words_for_nothing_are_not_among_the_unrecognised_values_that_make_a_column_suspicious(
    tmp_path: Path,
) -> None:
    blanks = [("a", f"{'-' * number}?") for number in range(UNRECOGNISED_LIMIT + 50)]
    result = count_bytes(tmp_path, _file([("a", "DE"), *blanks]), Tuning())
    assert report(result) == {"DE": 1}
