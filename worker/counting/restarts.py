"""Why a file must be read once more from its beginning, in another way, or be asked about first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from worker.dialect.model import Doubt
from worker.dialect.values.hashes import EmailHash


@dataclass(frozen=True, slots=True)
class Sample:
    """Whole lines beyond ASCII, to detect their encoding by, and where the first of them is.

    Attributes:
        text: the lines.
        line: the first one's physical line, from 1.
        offset: of its first byte beyond ASCII.
    """

    text: bytes
    line: int
    offset: int


class ReadAgain(Exception):
    """What was assumed of the file is wrong; nothing is counted yet."""


class NotUtf8(ReadAgain):
    """A row is not UTF-8, and nothing before it proved that the file is.

    Attributes:
        sample: of the text, by its place among the rows as they were read.
    """

    def __init__(self, sample: Sample) -> None:
        super().__init__("not UTF-8")
        self.sample = sample


class MixedEmails(ReadAgain):
    """Readable emails and hashed ones are mixed, so that only their hashes can be compared.

    Attributes:
        kind: how they are hashed.
    """

    def __init__(self, kind: EmailHash) -> None:
        super().__init__("mixed emails")
        self.kind = kind


class AlwaysQuoted(ReadAgain):
    """Lines in a field are no rows if all rows of the file are quoted as those at its beginning are."""


class NotAlwaysQuoted(ReadAgain):
    """Not all rows are."""


class Doubtful(Exception):
    """What the rows show must be asked about; nothing is counted yet.

    Attributes:
        doubts: the questions; `worker.dialect.answers` knows what answers them.
        proposed: what of the reading is proposed with it.
    """

    def __init__(self, *doubts: Doubt, **proposed: Any) -> None:
        super().__init__(" ".join(doubt.message for doubt in doubts))
        self.doubts = doubts
        self.proposed = proposed
