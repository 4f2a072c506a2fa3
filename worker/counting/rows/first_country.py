"""Several country columns as one: of each row the first that has a country."""

from __future__ import annotations

import polars as pl

from worker.countries import country_code
from worker.text.nothing import means_nothing


def with_first_country(frame: pl.DataFrame, countries: int) -> pl.DataFrame:
    """The columns with the last ones, which hold countries, made one.

    Args:
        frame: columns of strings without nulls.
        countries: how many they are.
    """
    if countries == 1:
        return frame
    first, *others = frame.get_columns()[-countries:]
    for other in others:
        is_better = _are_nothing(first) & ~_are_nothing(other)
        first = other.zip_with(is_better, first)
    return pl.DataFrame([*frame.get_columns()[:-countries], first])


def _are_nothing(values: pl.Series) -> pl.Series:
    nothing = [value for value in values.unique() if means_nothing(value) and country_code(value) is None]
    return values.is_in(pl.Series(nothing, dtype=pl.String).implode())
