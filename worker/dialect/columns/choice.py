"""A column that was found, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass

from worker.dialect.model import Doubt


@dataclass(frozen=True, slots=True)
class Choice:
    """A column, and why it may be another one.

    Attributes:
        index: of the column; None when none was found, or none is proposed.
        doubt: the question about it.
        others: further columns that are proposed with it, in order: of each row the first that has it counts.
    """

    index: int | None
    doubt: Doubt | None = None
    others: tuple[int, ...] = ()

    @property
    def sureness(self) -> int:
        """From 0, nothing found, to 2, certain."""
        return 0 if self.index is None else 1 if self.doubt else 2
