"""Short pieces of a text as it passes, spread evenly over all of it, however long it proves to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from worker.dialect.model import ShortRows, SpareFields
from worker.dialect.table.layout import Layout
from worker.dialect.table.records import Quoting, Record, read_records, values
from worker.dialect.table.widths import is_within

_PIECE_BYTES = 4 * 1024
_MOST_PIECES = 64


class Sampler:
    """Keeps the pieces; which ones depends on the text alone, not on how it is cut up."""

    def __init__(self) -> None:
        self._pieces: dict[int, bytes] = {}
        self._period = _PIECE_BYTES
        self._passed = 0

    def follow(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The chunks, as they are."""
        for chunk in chunks:
            self._take(chunk)
            yield chunk

    def _take(self, chunk: bytes) -> None:
        begun = max(0, self._passed - _PIECE_BYTES + 1)
        start = -(-begun // self._period) * self._period
        end = self._passed + len(chunk)
        while start < end:
            place = start - self._passed
            piece = self._pieces.get(start, b"")
            self._pieces[start] = piece + chunk[max(0, place) : max(0, place + _PIECE_BYTES)]
            start += self._period
            if len(self._pieces) > _MOST_PIECES:
                self._thin_out()
                start = -(-start // self._period) * self._period
        self._passed = end

    def _thin_out(self) -> None:
        self._period *= 2
        self._pieces = {start: piece for start, piece in self._pieces.items() if start % self._period == 0}

    def rows(self, layout: Layout) -> list[list[str]]:
        """The whole rows in the pieces, in file order.

        Args:
            layout: of the text.
        """
        quoting = Quoting(layout.dialect.separator, layout.dialect.quote)
        found: list[list[str]] = []
        for start, piece in self._pieces.items():
            whole = _from_next_line(piece) if start else piece
            found += _plain_rows(whole, layout) or _rows(whole, layout, quoting)
        return found


def _plain_rows(text: bytes, layout: Layout) -> list[list[str]]:
    """The rows of a text in which nothing is quoted and each row has as many fields as it should, or none."""
    quote = layout.dialect.quote.encode()
    if (quote and quote in text) or b"\r" in text:
        return []
    *lines, _ = text.decode("utf-8", "replace").split("\n")
    rows = [line.split(layout.dialect.separator) for line in lines]
    return rows if all(len(row) == layout.width for row in rows) else []


def _rows(text: bytes, layout: Layout, quoting: Quoting) -> list[list[str]]:
    records = read_records(text, quoting, is_whole=False)
    return [values(record, quoting) for record in records if _is_whole(record, layout, quoting)]


def _is_whole(record: Record, layout: Layout, quoting: Quoting) -> bool:
    """Whether it is surely a row, not text between two quotation marks that a piece began in."""
    fields = len(record.fields)
    if fields not in {layout.width, *layout.also}:
        is_short = fields < layout.width
        dialect = layout.dialect
        if is_short and dialect.short_rows is not ShortRows.FILL:
            return False
        if not is_short and dialect.spare_fields is not SpareFields.IGNORE:
            return False
    return is_within(record, layout.width, quoting)


def _from_next_line(piece: bytes) -> bytes:
    return piece[piece.find(b"\n") + 1 :]
