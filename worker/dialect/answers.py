"""What only counting finds in doubt, far behind a file's beginning, and the choices that answer it."""

from __future__ import annotations

from typing import Any

from worker.dialect.model import Choices, Doubt, DoubtCode, Reading

_FIELDS = {
    DoubtCode.BROKEN_ROWS: "rejects_broken",
    DoubtCode.OTHER_COLUMNS: "rejects_broken",
    DoubtCode.HASHING: "hashing",
    DoubtCode.QUOTED_LINES: "quoted_lines",
    DoubtCode.FURTHER_EMAILS: "same_columns",
    DoubtCode.FURTHER_COUNTRIES: "same_columns",
    DoubtCode.NOT_AVAILABLE: "not_available",
}
"""By doubt the choice that answers it."""


def found_by_counting(known: Reading, reading: Reading, choices: Choices) -> tuple[Doubt, ...]:
    """The doubts of an earlier count that are still open: a look at the beginning does not show them.

    Args:
        known: how the file was read when it was counted.
        reading: how it would be read now; another reading has other doubts.
        choices: what was said of it meanwhile.
    """
    if _unnamed(known) != _unnamed(reading.model_copy(update=proposed_by_counting(known, choices))):
        return ()
    seen = {doubt.code for doubt in reading.doubts}
    return tuple(
        doubt
        for doubt in known.doubts
        if doubt.code in _FIELDS and doubt.code not in seen and not getattr(choices, _FIELDS[doubt.code])
        if doubt.code is not DoubtCode.NOT_AVAILABLE or known.country == reading.country
    )


def proposed_by_counting(known: Reading, choices: Choices) -> dict[str, Any]:
    """The columns that an earlier count proposed, as far as nothing else was said meanwhile."""
    codes = {doubt.code for doubt in known.doubts}
    found: dict[str, Any] = {}
    if DoubtCode.FURTHER_EMAILS in codes and choices.email in (None, known.email):
        found["other_emails"] = known.other_emails
    if DoubtCode.FURTHER_COUNTRIES in codes and choices.country in (None, known.country):
        found |= {"country": known.country, "other_countries": known.other_countries}
    said = {field for field in found if getattr(choices, field) is not None}
    return {field: value for field, value in found.items() if field not in said}


def accepted(reading: Reading) -> dict[str, Any]:
    """The choices of a person who has the file counted as the questions propose."""
    proposed = {
        "rejects_broken": True,
        "same_columns": True,
        "hashing": reading.hashing,
        "not_available": reading.not_available,
    }
    fields = {_FIELDS[doubt.code] for doubt in reading.doubts if doubt.code in _FIELDS}
    return {field: value for field, value in proposed.items() if field in fields}


def _unnamed(reading: Reading) -> tuple[object, ...]:
    """What tells the rows; without names, which are kept shortened."""
    dialect = reading.dialect
    book = dialect.book and dialect.book.model_copy(update={"sheets": ()})
    rows = dialect.model_copy(update={"columns": (), "book": book})
    return rows, reading.email, reading.other_emails
