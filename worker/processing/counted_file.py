"""What counting a file gives."""

from __future__ import annotations

from dataclasses import dataclass

from worker.dialect.model import Reading
from worker.jobs.corrections import Corrections
from worker.jobs.record import Outcome


@dataclass(frozen=True, slots=True)
class CountedFile:
    """The summary's bytes, and for the record the outcome, how the file was read, and what is corrected."""

    summary: bytes
    outcome: Outcome
    reading: Reading | None = None
    corrections: Corrections | None = None
