"""The country values of a file as small numbers, so that a row's country fits in 16 bits."""

from __future__ import annotations

import threading
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import polars as pl

from worker.countries import Group, country_code, group_of
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

COUNTRIES_LIMIT = 10_000
UNRECOGNISED_LIMIT = 1_000
"""Spelling mistakes are fewer; a column of cities or names has more."""
_ALL_VALUES_LIMIT_BYTES = 4 * 1024 * 1024
_MOST_CODES = 60_000
CODE_MASK = np.uint64(0xFFFF)
"""Where a code lies in the second number of a row; the other 48 bits belong to the key."""


class CountryCodes:
    """Gives each distinct country value a number, as it comes up. May be shared by threads.

    Blocks are read ahead, so that values come up whose rows may never be counted: whether there are too many
    is told by the rows that are.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: list[str] = []
        self._known: set[str] = set()
        self._type = pl.Enum([])
        self._judged = 0

    @property
    def values(self) -> list[str]:
        """All values so far, as in the file; a value's code is its place."""
        return self._values

    def encode(self, countries: pl.Series) -> npt.NDArray[np.uint64]:
        """The code of each country.

        Args:
            countries: strings without nulls.

        Raises:
            FileRefused: there are far too many distinct ones.
        """
        codes = countries.cast(self._type, strict=False)
        if codes.null_count():
            self._learn(countries.filter(codes.is_null()).unique(maintain_order=True))
            codes = countries.cast(self._type)
        return codes.to_physical().to_numpy().astype(np.uint64)

    def _learn(self, unseen: pl.Series) -> None:
        with self._lock:
            fresh = [value for value in unseen.to_list() if value not in self._known]
            if len(fresh) > COUNTRIES_LIMIT or len(self._values) + len(fresh) > _MOST_CODES:
                raise _too_many()
            if sum(map(len, fresh)) > _ALL_VALUES_LIMIT_BYTES:
                raise _too_many()
            self._known.update(fresh)
            self._values = self._values + fresh
            self._type = pl.Enum(self._values)

    def judge(self, rows: npt.NDArray[np.int64]) -> None:
        """Refuse a file with too many countries.

        Args:
            rows: how many there are of each code.

        Raises:
            FileRefused: there are too many distinct ones.
        """
        codes = np.flatnonzero(rows)
        if len(codes) == self._judged:
            return
        self._judged = len(codes)
        values = [self._values[code] for code in codes.tolist()]
        unrecognised: set[str] = set()
        if len(values) > UNRECOGNISED_LIMIT:
            unrecognised.update(value.strip() for value in values if _is_unrecognised(value))
        size = sum(len(value.encode()) for value in values)
        if (
            len(unrecognised) > UNRECOGNISED_LIMIT
            or len(values) > COUNTRIES_LIMIT
            or size > _ALL_VALUES_LIMIT_BYTES
        ):
            raise _too_many()


def require_few(countries: Iterable[str]) -> None:
    """Refuse files that have too many values between them that are no countries.

    Raises:
        FileRefused: they have.
    """
    if sum(group_of(country) is Group.NOT_RECOGNISED for country in countries) > UNRECOGNISED_LIMIT:
        raise _too_many()


def _too_many() -> FileRefused:
    return FileRefused(
        Refusal.TOO_MANY_COUNTRIES,
        say(
            "The country column holds more than {limit:,} different values that are no countries, or very "
            "long ones, so it is probably not a country column. Choose the right column, or name it "
            "“country” and rename the other.",
            limit=UNRECOGNISED_LIMIT,
        ),
    )


def _is_unrecognised(value: str) -> bool:
    return country_code(value) is None and group_of(value.strip()) is Group.NOT_RECOGNISED
