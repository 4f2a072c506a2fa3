"""Count files as an analyst has them counted: look at what is asked, and answer."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.unit.counting.files import count_bytes
from worker.counting.process.protocol import CountResult, Tuning
from worker.dialect.model import Choices, CountOptions, Reading
from worker.dialect.unclear import Unclear
from worker.errors import FileRefused

NOTHING_SAID = Choices()


@dataclass(frozen=True)
class Outcome:
    """What became of a file: one of three."""

    counted: CountResult | None = None
    asked: Reading | None = None
    refused: FileRefused | None = None


def outcome(data: bytes, choices: Choices = NOTHING_SAID, tuning: Tuning | None = None) -> Outcome:
    """What becomes of a file with these answers."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            return Outcome(count_bytes(Path(folder), data, tuning, options=CountOptions(choices=choices)))
    except Unclear as unclear:
        return Outcome(asked=unclear.reading)
    except FileRefused as refused:
        return Outcome(refused=refused)
