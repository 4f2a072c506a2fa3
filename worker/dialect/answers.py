"""What only counting finds in doubt, far behind a file's beginning, and the choices that answer it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from worker.dialect.dialect import Choices, Doubt, DoubtCode, Reading

_ANSWERS: dict[DoubtCode, dict[str, Any]] = {
    DoubtCode.BROKEN_ROWS: {"rejects_broken": True},
}
"""By doubt the choice that counts the file as its question proposes."""


def found_by_counting(known: Reading, reading: Reading, choices: Choices) -> tuple[Doubt, ...]:
    """The doubts of an earlier count that are still open: a look at the beginning does not show them.

    Args:
        known: how the file was read when it was counted.
        reading: how it would be read now; another reading has other doubts.
        choices: what was said of it meanwhile.
    """
    if (known.dialect, known.email) != (reading.dialect, reading.email):
        return ()
    return tuple(doubt for doubt in known.doubts if _is_open(doubt.code, choices))


def accepted(doubts: Iterable[Doubt]) -> dict[str, Any]:
    """The choices of a person who has the file counted as these questions propose."""
    return {field: value for doubt in doubts for field, value in _ANSWERS.get(doubt.code, {}).items()}


def _is_open(code: DoubtCode, choices: Choices) -> bool:
    return code in _ANSWERS and any(not getattr(choices, field) for field in _ANSWERS[code])
