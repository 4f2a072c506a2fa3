"""Counts by raw country value become the report: `country,user_count`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from worker.counting.quality import CountryValue
from worker.countries import Group, country_codes, group_of, is_not_available
from worker.text.csv_rows import csv_text
from worker.text.nothing import NULL_MARKERS

_HEADER = ("country", "user_count")
NO_COUNTRY = ""
_VALUES_SHOWN = 100
_VALUE_LENGTH_SHOWN = 200
_ROW = re.compile(r'(?:"((?:[^"]|"")*)"|([^,"\r\n]*)),([0-9]+)\n')


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

    @classmethod
    def of_counts(cls, counts: Mapping[str, int], not_available: int = 0) -> Self:
        """Countries and their customers, in order; those without any are left out."""
        rows = [(country, customers) for country, customers in counts.items() if customers]
        return cls(sorted(rows, key=lambda row: (-row[1], row[0])), not_available)

    @classmethod
    def from_csv(cls, text: str) -> Self:
        """What `to_csv` wrote.

        Raises:
            ValueError: this is nothing that it could have written.
        """
        head = csv_text([_HEADER])
        rows = [
            (quoted.replace('""', '"') or plain, int(customers))
            for quoted, plain, customers in _ROW.findall(text, len(head))
        ]
        summary = cls.of_counts(dict(rows))
        if summary.to_csv() != text:
            raise ValueError("this is no summary as it is written here")
        return summary

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
        return [
            CountryValue(value=_cut(value), customers=customers) for value, customers in self._largest(group)
        ]

    def largest_in(self, by_rows: Summary, group: Group) -> list[int]:
        """How many those same values have in another summary of the file, which counts its rows."""
        rows = dict(by_rows.rows)
        return [rows.get(value, 0) for value, _ in self._largest(group)]

    def _largest(self, group: Group) -> list[tuple[str, int]]:
        return [row for row in self.of(group) if row[0]][:_VALUES_SHOWN]

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
    return Summary.of_counts(
        merged,
        sum(number for value, number in pairs if is_not_available(value) and value not in codes),
    )


def _cut(value: str) -> str:
    return value if len(value) <= _VALUE_LENGTH_SHOWN else f"{value[: _VALUE_LENGTH_SHOWN - 1]}…"


def _not_null(value: str) -> str:
    return NO_COUNTRY if value.lower() in NULL_MARKERS or is_not_available(value) else value
