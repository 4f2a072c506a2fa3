"""The summary CSV as a table: countries with their names and shares."""

from __future__ import annotations

from collections import Counter

import polars as pl

from pages.reporting.formulas import harmless
from pages.wording.countries import country_name
from pages.wording.formats import shortened

_LABEL_CHARACTERS = 60
_SCHEMA = {
    "country": pl.String,
    "code": pl.String,
    "label": pl.String,
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
    """The summary's rows in its own order, most customers first.

    Args:
        body: the CSV as the worker wrote it, `country,user_count`.

    Returns:
        Columns `country` (as in the CSV), `code` (the same, empty unless it is a country we know), `label`
        (the English name, else the value itself, shortened; no two are alike), `customers` and `share` (0 to
        1). All text is harmless in spreadsheets.
    """
    counts = read_counts(body)
    total = sum(customers for _, customers in counts)
    labels = _distinct([_label(country) for country, _ in counts])
    return pl.DataFrame(
        [
            (harmless(country), _code(country), label, customers, customers / total)
            for (country, customers), label in zip(counts, labels, strict=True)
        ],
        schema=_SCHEMA,
        orient="row",
    )


def _code(country: str) -> str:
    return country if country_name(country) else ""


def _label(country: str) -> str:
    return country_name(country) or harmless(shortened(" ".join(country.split()), _LABEL_CHARACTERS))


def _distinct(labels: list[str]) -> list[str]:
    """The labels, still harmless, numbered where they repeat: a chart would draw equal ones as one bar."""
    seen: Counter[str] = Counter()
    taken = set(labels)
    distinct = []
    for label in labels:
        seen[label] += 1
        unique = label
        while seen[label] > 1 and unique in taken:
            unique = harmless(f"{label} ({seen[label]})")
            seen[label] += unique in taken
        taken.add(unique)
        distinct.append(unique)
    return distinct
