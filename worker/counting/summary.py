"""Counts by raw country value become the report: `country,user_count`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from worker.counting.quality import CountryValue
from worker.countries import Group, country_codes, group_of, is_not_available
from worker.text.csv_rows import csv_text
from worker.text.nothing import NULL_MARKERS

_HEADER = ("country", "user_count")
NO_COUNTRY = ""
_VALUES_SHOWN = 100
_VALUE_LENGTH_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Summary:
    """Customers by country.

    Attributes:
        rows: country (ISO 3166-1 alpha-2 where recognised, else the trimmed value, else empty) and customers;
            most customers first, ties by country.
        not_available: customers whose country is "NA", which stands for none.
    """

    rows: list[tuple[str, int]]
    not_available: int = 0

    @property
    def customers(self) -> int:
        """All customers."""
        return sum(customers for _, customers in self.rows)

    @property
    def countries(self) -> int:
        """How many countries there are."""
        return len(self.of(Group.COUNTRY))

    @property
    def without_country(self) -> int:
        """Customers without a country: none is named, or words that stand for none."""
        return sum(customers for _, customers in self.of(Group.NONE))

    @property
    def not_recognised(self) -> int:
        """Customers whose country is not recognised."""
        return sum(customers for _, customers in self.of(Group.NOT_RECOGNISED))

    def of(self, group: Group) -> list[tuple[str, int]]:
        """The rows of one group."""
        return [row for row in self.rows if group_of(row[0]) is group]

    def largest_of(self, group: Group) -> list[CountryValue]:
        """The values of a group that have most customers, for the quality figures; the empty one is none."""
        values = [(value, customers) for value, customers in self.of(group) if value]
        return [
            CountryValue(value=_cut(value), customers=customers)
            for value, customers in values[:_VALUES_SHOWN]
        ]

    def to_csv(self) -> str:
        """The report: the same text for the same counts, byte for byte."""
        return csv_text([_HEADER, *((country, str(customers)) for country, customers in self.rows)])


def countries_of(values: Sequence[str], *, na_is_country: bool | None = None) -> list[str]:
    """The country of the report under which each value of the country column goes.

    Args:
        values: all distinct values of the column: whether its numbers are countries depends on all of them.
        na_is_country: whether "NA" is Namibia; None: the others tell.
    """
    codes = country_codes(values, na_is_country=na_is_country)
    return [codes.get(value) or _not_null(value.strip()) for value in values]


def meanings_of(values: Sequence[str], *, na_is_country: bool | None = None) -> npt.NDArray[np.uint16]:
    """By value of the country column a number that is equal for equal countries; 0 for none.

    Args:
        values: all distinct values of the column, at most 65,534.
        na_is_country: whether "NA" is Namibia; None: the others tell.
    """
    numbers = {NO_COUNTRY: 0}
    countries = countries_of(values, na_is_country=na_is_country)
    named = (NO_COUNTRY if group_of(country) is Group.NONE else country for country in countries)
    return np.array([numbers.setdefault(country, len(numbers)) for country in named], np.uint16)


def summarise(counts: Iterable[tuple[str, int]], *, na_is_country: bool | None = None) -> Summary:
    """Merge the spellings of each country.

    Args:
        counts: raw country values and their customers; a value may come more than once, or with none.
        na_is_country: whether "NA" is Namibia; None: the others tell.
    """
    values, numbers = zip(*pairs, strict=True) if (pairs := list(counts)) else ((), ())
    countries = countries_of(values, na_is_country=na_is_country)
    codes = country_codes(values, na_is_country=na_is_country)
    merged: Counter[str] = Counter()
    for country, customers in zip(countries, numbers, strict=True):
        if customers:
            merged[country] += customers
    rows = sorted(merged.items(), key=lambda row: (-row[1], row[0]))
    return Summary(
        rows,
        sum(number for value, number in pairs if is_not_available(value) and value not in codes),
    )


def _cut(value: str) -> str:
    return value if len(value) <= _VALUE_LENGTH_SHOWN else f"{value[: _VALUE_LENGTH_SHOWN - 1]}…"


def _not_null(value: str) -> str:
    return NO_COUNTRY if value.lower() in NULL_MARKERS or is_not_available(value) else value
