"""From a file's bytes to the text of its rows: unpacked, in UTF-8, written as one reader expects it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from worker.counting.keys.email_keys import EmailRules
from worker.counting.keys.row_text import RowText
from worker.counting.process.protocol import CountRequest
from worker.counting.restarts import (
    AlwaysQuoted,
    MixedEmails,
    NotAlwaysQuoted,
    NotUtf8,
    ReadAgain,
    Sample,
)
from worker.counting.source.byte_stream import ByteStream
from worker.counting.source.sampling import Sampler
from worker.dialect.columns.filling import Promised
from worker.dialect.encoding.sniffing import sniff_encoding
from worker.dialect.encoding.text_encoding import UTF8
from worker.dialect.encoding.transcoding import transcode
from worker.dialect.head import LateEvidence
from worker.dialect.looking import Look, look
from worker.dialect.model import Compression, Place, Reading
from worker.dialect.packing.unpacking import unpack
from worker.dialect.table.layout import Layout
from worker.dialect.table.normalising import normalise
from worker.dialect.unclear import require_certain
from worker.dialect.workbooks.sheets import SheetNotes

_USUAL_RATIO = 6
"""Bytes of a table that fit in one packed byte."""


@dataclass(slots=True)
class Position:
    """How far a file is read.

    Attributes:
        source_bytes: of the file, packed or not.
        unpacked_bytes: of its text, in its own encoding.
        utf8_lines: lines so far that are in UTF-8 though the file is not.
        notes: what was met in a workbook so far.
    """

    source_bytes: int = 0
    unpacked_bytes: int = 0
    utf8_lines: int = 0
    notes: SheetNotes = field(default_factory=SheetNotes)

    def add_utf8_lines(self, lines: int) -> None:
        """So many more."""
        self.utf8_lines += lines


@dataclass(frozen=True, slots=True)
class RowStream:
    """The rows of a file, to be read once.

    Attributes:
        reading: how the file is read.
        text: of the rows.
        row_bytes: of the average row at the beginning.
        position: moves as the text is read.
        sampler: likewise keeps a sample of them.
        promised: what the beginning shows of the columns.
    """

    reading: Reading
    text: RowText
    row_bytes: float
    position: Position
    sampler: Sampler
    promised: Promised

    def expected(self, source_bytes: int) -> int:
        """About how many rows a file of that size has."""
        dialect = self.reading.dialect
        packed = dialect.book is not None or dialect.compression is not Compression.NONE
        return round(source_bytes * (_USUAL_RATIO if packed else 1) / self.row_bytes)


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is assumed of a file when its rows are read from the beginning.

    Attributes:
        rules: how emails are compared.
        later: what the text further on showed.
        checks_quoted: whether the rows must prove to be quoted like the first ones; False: they are not.
    """

    rules: EmailRules
    later: LateEvidence | None = None
    checks_quoted: bool | None = None

    def corrected(self, fault: ReadAgain, rows: RowStream) -> Assumed:
        """What to assume next, after these rows proved it wrong."""
        match fault:
            case NotUtf8():
                return replace(self, later=_later(fault.sample, rows.text.layout))
            case MixedEmails():
                return replace(self, rules=replace(self.rules, hash_plain=fault.kind))
            case AlwaysQuoted():
                return replace(self, checks_quoted=True)
            case NotAlwaysQuoted():
                return replace(self, checks_quoted=False)
        raise fault


def _later(sample: Sample, layout: Layout) -> LateEvidence:
    place = Place(line=sample.line, offset=layout.first_row_offset + sample.offset)
    return LateEvidence(sniff_encoding(sample.text, is_whole=True), place)


def open_rows(stream: ByteStream, request: CountRequest, assumed: Assumed) -> RowStream:
    """The rows from the beginning on. Whoever reads them may meet a `ReadAgain` on the way, or a `Doubtful`.

    Args:
        stream: the file.
        request: what a person said about it, and limits.
        assumed: what earlier tries have shown.

    Raises:
        Unclear: a person has to look at the file first.
        FileRefused: the file cannot be read with certainty.
        StorageUnavailable: it cannot be read right now.
    """
    choices = request.file.options.choices
    position, sampler = Position(), Sampler()
    looked = look(_Followed(stream, position), choices, request.unpacking, later=assumed.later)
    head, detected = looked.head, looked.detected
    require_certain(detected.reading, request.file.options)
    layout = detected.layout()
    if assumed.checks_quoted is not None:
        quoted = layout.quoted if assumed.checks_quoted else None
        layout = replace(layout, quoted=quoted, checks_quoted=assumed.checks_quoted)
    text = RowText(
        chunks=sampler.follow(_text(stream, looked, layout, request, position)),
        layout=layout,
        rules=replace(assumed.rules, only_hash=detected.reading.hashing),
        is_utf8_proven=head.encoding != UTF8 or head.is_encoding_proven or assumed.later is not None,
    )
    return RowStream(
        reading=detected.reading,
        text=text,
        row_bytes=_row_bytes(head.text[layout.first_row_offset :]),
        position=position,
        sampler=sampler,
        promised=detected.promised,
    )


def _row_bytes(text: bytes) -> float:
    """Of the average row; line feeds within fields only make it look shorter."""
    return max(1, len(text)) / max(1, text.count(b"\n") or text.count(b"\r"))


def _text(
    stream: ByteStream, looked: Look, layout: Layout, request: CountRequest, position: Position
) -> Iterator[bytes]:
    if looked.book:
        position.notes.scratch_dir = request.scratch_dir
        sheet = looked.sheet_text(position.notes)
        return normalise(_from(_measured(sheet, position), layout.first_row_offset), layout.dialect)
    head = looked.head
    position.source_bytes = 0
    unpacked = unpack(
        _Followed(stream, position), head.compression, request.tuning.block_bytes, request.unpacking
    )
    text = transcode(_measured(unpacked, position), head.encoding, on_utf8_lines=position.add_utf8_lines)
    return normalise(_from(text, layout.first_row_offset), layout.dialect)


def _measured(pieces: Iterator[bytes], position: Position) -> Iterator[bytes]:
    for piece in pieces:
        position.unpacked_bytes += len(piece)
        yield piece


def _from(pieces: Iterator[bytes], offset: int) -> Iterator[bytes]:
    """All but the first bytes."""
    for piece in pieces:
        if offset < len(piece):
            yield piece[offset:] if offset else piece
        offset = max(0, offset - len(piece))


class _Followed:
    """A file, and how far it is read."""

    def __init__(self, stream: ByteStream, position: Position) -> None:
        self._stream = stream
        self._position = position
        self.size = stream.size

    def read_at(self, offset: int, length: int) -> bytes:
        data = self._stream.read_at(offset, length)
        self._position.source_bytes = min(self.size, self._position.source_bytes + len(data))
        return data

    def chunks(self, chunk_bytes: int) -> Iterator[bytes]:
        for chunk in self._stream.chunks(chunk_bytes):
            self._position.source_bytes += len(chunk)
            yield chunk
