"""The countries of a report of several files, in each of which a value may stand for another one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from worker.counting.keys.country_codes import require_few
from worker.counting.summary import NO_COUNTRY, Summary, countries_of
from worker.countries import Group, country_codes, group_of, is_not_available

Counts = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint16]


class ReportCountries:
    """Gives each country, and each value that is none, a code of the whole report."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, bool], int] = {}

    def __len__(self) -> int:
        return len(self._codes)

    def add(self, values: Sequence[str], *, na_is_country: bool | None = None) -> Codes:
        """The report's codes for the country values of one more file.

        Args:
            values: all distinct ones: whether its numbers are countries depends on all of them.
            na_is_country: whether "NA" is Namibia; None: the others tell.

        Raises:
            FileRefused: with these there are too many values that are no countries.
        """
        known = country_codes(values, na_is_country=na_is_country)
        countries = countries_of(values, na_is_country=na_is_country)
        absent = (is_not_available(value) and value not in known for value in values)
        pairs = zip(countries, absent, strict=True)
        codes = [self._codes.setdefault(pair, len(self._codes)) for pair in pairs]
        require_few([country for country, _ in self._codes])
        return np.array(codes, np.uint16)

    def meanings(self) -> Codes:
        """By code a number that is equal for equal countries; 0 for none."""
        numbers = {NO_COUNTRY: 0}
        named = (NO_COUNTRY if group_of(name) is Group.NONE else name for name, _ in self._codes)
        return np.array([numbers.setdefault(name, len(numbers)) for name in named], np.uint16)

    def summary(self, counts: Counts) -> Summary:
        """What so many customers, or rows, of each code are by country."""
        merged: dict[str, int] = {}
        not_available = 0
        for (country, is_absent), number in zip(self._codes, counts.tolist(), strict=True):
            merged[country] = merged.get(country, 0) + number
            not_available += number if is_absent else 0
        return Summary.of_counts(merged, not_available)
