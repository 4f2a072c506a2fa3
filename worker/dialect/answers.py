"""What only counting finds in doubt, far behind a file's beginning, and the choices that answer it."""

from __future__ import annotations

from typing import Any

from worker.dialect.dialect import Choices, Doubt, DoubtCode, Reading

_FIELDS = {
    DoubtCode.BROKEN_ROWS: "rejects_broken",
    DoubtCode.OTHER_COLUMNS: "rejects_broken",
    DoubtCode.HASHING: "hashing",
    DoubtCode.QUOTED_LINES: "quoted_lines",
}
"""By doubt the choice that answers it."""


def found_by_counting(known: Reading, reading: Reading, choices: Choices) -> tuple[Doubt, ...]:
    """The doubts of an earlier count that are still open: a look at the beginning does not show them.

    Args:
        known: how the file was read when it was counted.
        reading: how it would be read now; another reading has other doubts.
        choices: what was said of it meanwhile.
    """
    if _unnamed(known) != _unnamed(reading):
        return ()
    seen = {doubt.code for doubt in reading.doubts}
    return tuple(
        doubt
        for doubt in known.doubts
        if doubt.code in _FIELDS and doubt.code not in seen and not getattr(choices, _FIELDS[doubt.code])
    )


def accepted(reading: Reading) -> dict[str, Any]:
    """The choices of a person who has the file counted as the questions propose."""
    proposed = {"rejects_broken": True, "hashing": reading.hashing}
    fields = {_FIELDS[doubt.code] for doubt in reading.doubts if doubt.code in _FIELDS}
    return {field: value for field, value in proposed.items() if field in fields}


def _unnamed(reading: Reading) -> tuple[object, ...]:
    """What tells the rows; without names, which are kept shortened."""
    return reading.dialect.model_copy(update={"columns": ()}), reading.email, reading.other_emails
