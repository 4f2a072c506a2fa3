"""The report: one row a country, most customers first, the same bytes for the same counts."""

from __future__ import annotations

import csv
import io

from worker.counting.report_countries import ReportCountries
from worker.counting.summary import summarise
from worker.countries import Group

COUNTS = [
    ("US", 3),
    (" us ", 2),
    ("Narnia", 4),
    ("Narnia ", 1),
    ("", 2),
    (" ", 1),
    ("DE", 5),
    ("FR", 0),
    ("x, y", 1),
]


def test_spellings_of_a_country_are_merged_and_sorted() -> None:
    assert summarise(COUNTS).rows == [("DE", 5), ("Narnia", 5), ("US", 5), ("", 3), ("x, y", 1)]


def test_the_csv_is_exactly_country_and_user_count() -> None:
    assert summarise(COUNTS).to_csv() == 'country,user_count\nDE,5\nNarnia,5\nUS,5\n,3\n"x, y",1\n'


def test_values_that_need_quotes_read_back_as_they_were() -> None:
    values = ["a,b", 'the "x"', "two\nlines", "old\rMac", "plain"]
    text = summarise((value, 1) for value in values).to_csv()
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows == [["country", "user_count"], *([value, "1"] for value in sorted(values))]


def test_no_customers_are_a_report_without_rows() -> None:
    assert summarise([]).to_csv() == "country,user_count\n"


def test_figures() -> None:
    summary = summarise(COUNTS)
    assert (summary.customers, summary.countries) == (19, 2)
    assert (summary.without_country, summary.not_recognised) == (3, 6)
    assert summary.of(Group.NOT_RECOGNISED) == [("Narnia", 5), ("x, y", 1)]


def test_only_the_largest_unrecognised_values_are_shown() -> None:
    summary = summarise((f"{'place' * 100} {number}", number + 1) for number in range(150))
    shown = summary.largest_of(Group.NOT_RECOGNISED)
    assert [value.customers for value in shown] == list(range(150, 50, -1))
    assert all(len(value.value) == 200 and value.value.endswith("…") for value in shown)


def test_what_databases_write_for_nothing_is_an_empty_row_and_words_keep_rows_of_their_own() -> None:
    counts = [("NULL", 1), ("\\N", 2), ("(null)", 3), ("", 4), ("N/A", 5), ("none", 6), ("DE", 1)]
    summary = summarise(counts)
    assert summary.rows == [("", 10), ("none", 6), ("N/A", 5), ("DE", 1)]
    assert (summary.countries, summary.without_country, summary.not_recognised) == (1, 21, 0)
    assert [(value.value, value.customers) for value in summary.largest_of(Group.NONE)] == [
        ("none", 6),
        ("N/A", 5),
    ]


def test_rows_of_one_customer_contradict_each_other_only_by_countries_and_unknown_values() -> None:
    countries = ReportCountries()
    codes = countries.add(["", "N/A", "unknown", "\\N", "DE", "Germany", "Narnia"])
    numbers = countries.meanings()[codes].tolist()
    assert numbers[:4] == [0] * 4
    assert numbers[4] == numbers[5]
    assert len(set(numbers)) == 3


def test_na_among_names_is_no_country_and_told() -> None:
    summary = summarise([("Germany", 2), ("NA", 3), ("", 1), ("France", 1), ("N/A", 1)])
    assert summary.rows == [("", 4), ("DE", 2), ("FR", 1), ("N/A", 1)]
    assert (summary.not_available, summary.without_country) == (3, 5)
    assert summarise([("DE", 2), ("NA", 3)]).not_available == 0


def test_numbers_that_are_no_countries_are_kept_as_they_are() -> None:
    assert summarise([("276", 2), ("49", 1)]).of(Group.NOT_RECOGNISED) == [("276", 2), ("49", 1)]
    assert summarise([("276", 2), ("040", 1)]).rows == [("DE", 2), ("AT", 1)]
