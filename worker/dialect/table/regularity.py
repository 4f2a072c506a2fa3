"""How regular a text's records are under one reading."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from worker.dialect.table.records import Quoting, Record

_COMMENT = (b"#", b"//", b"--")


@dataclass(frozen=True, slots=True)
class Table:
    """A text under one reading.

    Attributes:
        text: the text.
        records: the first ones, of the sample.
        width: fields of the most usual record that has more than one, of equally usual ones that which is
            more often a line of its own; 1 when none has.
        share: of the records that are certain and of that width; blank ones and comments aside. The reading
            with the highest share is the most regular one.
        is_quoting_doubtful: whether its quotation marks could as well be letters.
    """

    text: bytes
    quoting: Quoting
    records: list[Record]
    width: int
    share: float
    is_quoting_doubtful: bool = False

    @property
    def broken(self) -> float:
        """The share of its records that programs read differently."""
        return sum(not record.is_certain for record in self.records) / max(1, len(self.records))

    @property
    def is_regular(self) -> bool:
        """Whether all records are alike, from the first of the usual width on."""
        counted = [record for record in self.records if _counts(record)]
        while counted and len(counted[0].fields) != self.width:
            counted.pop(0)
        return self.width > 1 and all(len(row.fields) == self.width and row.is_certain for row in counted)


def measure(text: bytes, quoting: Quoting, records: list[Record]) -> Table:
    """How regular the records are that were read so."""
    counted = [record for record in records if _counts(record)]
    certain = [record for record in counted if record.is_certain and len(record.fields) > 1]
    if not certain:
        return Table(text, quoting, records, 1, 0.0)
    widths = Counter(len(record.fields) for record in certain)
    of_lines = Counter(len(record.fields) for record in certain if record.is_line)
    width = max(widths, key=lambda fields: (widths[fields], of_lines[fields], fields))
    return Table(text, quoting, records, width, widths[width] / len(counted))


def is_comment(record: Record) -> bool:
    """Whether a record is marked as a comment."""
    return record.fields[0].lstrip().startswith(_COMMENT)


def _counts(record: Record) -> bool:
    return not record.is_blank and not is_comment(record)
