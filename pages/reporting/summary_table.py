"""The summary CSV as a table: countries with their names and shares, and two groups of all that is none."""

from __future__ import annotations

from collections import Counter

import polars as pl

from pages.wording.country_names import country_label, english_label
from worker.countries import Group, group_of

_SCHEMA = {
    "code": pl.String,
    "label": pl.String,
    "name": pl.String,
    "customers": pl.Int64,
    "share": pl.Float64,
}


def read_counts(body: bytes) -> list[tuple[str, int]]:
    """The summary's countries, as they stand, and their customers.

    Args:
        body: the CSV as the worker wrote it, `country,user_count`.
    """
    schema = {"country": pl.String, "user_count": pl.Int64}
    return pl.read_csv(body, schema=schema, empty_string_is_null=False).rows()


def read_summary(body: bytes) -> pl.DataFrame:
    """The countries, most customers first; those without one, and those not recognised, are a row each.

    Args:
        body: the CSV as the worker wrote it, `country,user_count`.

    Returns:
        Columns `code` (ISO 3166-1 alpha-2; empty of the two groups), `label` (the country's name, or the
        group's, in the reader's language), `name` (the same in English), `customers` and `share` (0 to 1).
    """
    merged: Counter[tuple[str, str, str]] = Counter()
    for country, customers in read_counts(body):
        code = country if group_of(country) is Group.COUNTRY else ""
        merged[code, country_label(country), english_label(country)] += customers
    total = merged.total()
    rows = [(*named, customers, customers / total) for named, customers in merged.most_common()]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row")
