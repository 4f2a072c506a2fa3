"""How an uploaded file would be read, shown to its owner before it is counted."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass, field

from worker.dialect.answers import accepted, found_by_counting, proposed_by_counting
from worker.dialect.book import Book, BookKind
from worker.dialect.encoding.display_names import ENCODINGS, encoding_name
from worker.dialect.encoding.text_encoding import Encoding
from worker.dialect.head import LateEvidence
from worker.dialect.looking import look
from worker.dialect.model import (
    NO_QUOTE,
    Choices,
    Compression,
    CountOptions,
    Dialect,
    Doubt,
    DoubtCode,
    Escape,
    LineEnding,
    NotAvailable,
    QuotedLines,
    Reading,
    ShortRows,
    SpareFields,
)
from worker.dialect.non_ascii_rows import find_non_ascii_rows
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.dialect.separator_words import SEPARATOR_WORDS, SEPARATORS, separator_in_words
from worker.dialect.values.hashes import HASH_NAMES, EmailHash
from worker.errors import FileRefused, ObjectMissing, PreconditionFailed, StorageUnavailable
from worker.refusal import Refusal
from worker.storage.client import ObjectInfo, Storage
from worker.text.sentences import say

__all__ = [  # what those who show a reading need to know of it
    "ENCODINGS",
    "HASH_NAMES",
    "NO_QUOTE",
    "SEPARATORS",
    "SEPARATOR_WORDS",
    "Book",
    "BookKind",
    "Choices",
    "Compression",
    "CountOptions",
    "Dialect",
    "Doubt",
    "DoubtCode",
    "EmailHash",
    "Escape",
    "LineEnding",
    "NotAvailable",
    "Preview",
    "Previews",
    "QuotedLines",
    "Reading",
    "ShortRows",
    "SpareFields",
    "accepted",
    "encoding_name",
    "separator_in_words",
]

_ROWS, _COLUMNS, _CELL_CHARACTERS = 20, 60, 200
_AT_ONCE = 4
_ANSWER_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Preview:
    """How a file would be read.

    Attributes:
        reading: the dialect, the columns used, and what should be confirmed.
        rows: the first rows, at most 20 by 60 cells of 200 characters; personal data: shown, never kept.
        non_ascii_rows: likewise some of those further on whose letters tell the encoding, if the first rows
            have none; they begin at the line where `reading.non_ascii_from` is.
        email_columns: the columns that hold emails, used or not.
        country_columns: likewise those that hold countries.
        has_no_email: whether nowhere in the file an email stands in the columns chosen for them.
    """

    reading: Reading
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    non_ascii_rows: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    email_columns: tuple[int, ...] = ()
    country_columns: tuple[int, ...] = ()
    has_no_email: bool = False

    @property
    def holding(self) -> dict[str, tuple[int, ...]]:
        """The columns that hold emails and countries, used or not."""
        return {"email": self.email_columns, "country": self.country_columns}


class Previews:
    """Reads the beginnings of files, a few at once."""

    def __init__(self, storage: Storage, limits: UnpackLimits) -> None:
        self._storage = storage
        self._limits = limits
        # Not the loop's own threads: those look up the storage's address for what these wait for.
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="preview")

    async def read(self, file: ObjectInfo, choices: Choices, known: Reading | None = None) -> Preview:
        """How this version of a file would be read with these choices.

        Args:
            file: its version.
            choices: what its owner says about it.
            known: how it was read when it was last counted, which may have shown what lies far behind.

        Raises:
            FileRefused: it cannot be read like this, or is another by now.
            StorageUnavailable: S3 is away.
        """
        loop = asyncio.get_running_loop()
        source = _RangedSource(self._storage, file, loop)
        return await loop.run_in_executor(self._threads, _preview, source, choices, known, self._limits)


def _preview(source: _RangedSource, choices: Choices, known: Reading | None, limits: UnpackLimits) -> Preview:
    place = known.non_ascii_from if known else None
    later = (
        LateEvidence(Encoding(known.dialect.encoding, is_certain=False), place) if known and place else None
    )
    detected = look(source, choices, limits, later=later).detected
    further_on = find_non_ascii_rows(source, detected.reading.dialect, place, limits) if place else []
    reading = detected.reading
    further = found_by_counting(known, reading, choices) if known else ()
    proposed = proposed_by_counting(known, choices) if known and further else {}
    hashing = known.hashing if known and further else None
    reading = reading.model_copy(
        update={
            "non_ascii_from": place,
            "doubts": (*reading.doubts, *further),
            "hashing": reading.hashing or hashing,
            **proposed,
        }
    )
    return Preview(
        reading,
        _bounded(detected.rows),
        _bounded(further_on),
        detected.email_columns,
        detected.country_columns,
        has_no_email=detected.has_no_email,
    )


def _bounded(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_cut(cell) for cell in row[:_COLUMNS]) for row in rows[:_ROWS])


def _cut(cell: str) -> str:
    return cell if len(cell) <= _CELL_CHARACTERS else f"{cell[: _CELL_CHARACTERS - 1]}…"


class _RangedSource:
    """The bytes of one version of an object, for a thread beside the event loop that fetches them."""

    def __init__(self, storage: Storage, file: ObjectInfo, loop: asyncio.AbstractEventLoop) -> None:
        self._storage = storage
        self._file = file
        self._loop = loop
        self.size = file.size

    def read_at(self, offset: int, length: int) -> bytes:
        end = min(offset + length, self.size)
        if offset >= end:
            return b""
        fetched = asyncio.run_coroutine_threadsafe(
            self._storage.read_range(self._file.key, offset, end, etag=self._file.etag), self._loop
        )
        try:
            data = fetched.result(_ANSWER_SECONDS)
        except (TimeoutError, CancelledError):  # the latter when the page's process ends
            fetched.cancel()
            raise StorageUnavailable from None
        except (ObjectMissing, PreconditionFailed):
            raise FileRefused(
                Refusal.FILE_CHANGED, say("The file was changed or removed meanwhile. Load this page again.")
            ) from None
        if len(data) != end - offset:
            raise StorageUnavailable
        return data

    def chunks(self, chunk_bytes: int) -> Iterator[bytes]:
        for offset in range(0, self.size, chunk_bytes):
            yield self.read_at(offset, chunk_bytes)
