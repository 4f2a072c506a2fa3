"""What the counting process is asked and what it answers: one JSON document a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator

from worker.counting.quality import Quality
from worker.counting.shares import MOST_AUDIENCES, Combination, FileShare
from worker.counting.source.locations import Source
from worker.dialect.model import CountOptions, Reading
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.refusal import Refusal
from worker.text.sentences import Telling
from worker.text.sizes import MEBIBYTE

WARM = "--warm"
"""Tells a counting process to load its libraries before it is asked."""

Cause = Literal["refused", "storage", "room", "scratch", "configuration", "internal"]


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tuning(_Message):
    """How the work is cut up; the counts never depend on it.

    Attributes:
        block_bytes: how much of the file is parsed at once.
        record_limit_bytes: the longest single row that is accepted.
        partitions: key files on disk, a power of two up to 65,536; None: from the file's size.
        threads: blocks parsed, and key files counted, at the same time; two more than cores is best.
        piece_rows: rows of a key file looked at at once; bounds memory where a key file is large.
    """

    block_bytes: int = Field(default=4 * MEBIBYTE, ge=1)
    record_limit_bytes: int = Field(default=32 * MEBIBYTE, ge=1)
    partitions: int | None = Field(default=None, ge=2, le=65_536)
    threads: int = Field(default=4, ge=1, le=64)
    piece_rows: int = Field(default=300_000, ge=1)

    @model_validator(mode="after")
    def _a_power_of_two(self) -> Self:
        if self.partitions is not None and self.partitions & (self.partitions - 1):
            raise ValueError("partitions must be a power of two")
        return self


class FileRequest(_Message):
    """One of the files of a count.

    Attributes:
        options: what a person has said about the file and how it is to be counted.
        audience: to which audience its customers belong, from 0; those of an audience stand together.
        size: in bytes, where that is known already.
    """

    source: Source
    options: CountOptions = CountOptions()
    audience: int = Field(default=0, ge=0, lt=MOST_AUDIENCES)
    size: int | None = Field(default=None, ge=0)


class CountRequest(_Message):
    """Files to count as one.

    Attributes:
        files: at least one; the first row among all that names a customer decides the country.
        unpacking: how much a packed file may hold.
        scratch_dir: an existing folder for temporary files, about 16 bytes a row; None: the system's.
        disk_bytes: rows kept there at most; None: any.
        only_look: whether to look at its beginning and count nothing.
    """

    files: tuple[FileRequest, ...] = Field(min_length=1)
    unpacking: UnpackLimits = UnpackLimits()
    scratch_dir: Path | None = None
    disk_bytes: int | None = Field(default=None, ge=0)
    tuning: Tuning = Tuning()
    only_look: bool = False

    @classmethod
    def of(cls, source: Source, options: CountOptions | None = None, **rest: Any) -> Self:
        """The request to count one file."""
        file = FileRequest(source=source, options=options or CountOptions())
        return cls(files=(file,), **rest)

    @property
    def file(self) -> FileRequest:
        """Its only file."""
        (file,) = self.files
        return file

    @property
    def audiences(self) -> int:
        """How many audiences there are."""
        return 1 + max(file.audience for file in self.files)

    def each(self) -> Iterator[Self]:
        """What is asked of each file alone."""
        return (self.model_copy(update={"files": (file,)}) for file in self.files)

    @model_validator(mode="after")
    def _audiences_in_order(self) -> Self:
        audiences = [file.audience for file in self.files]
        if audiences != sorted(audiences) or set(audiences) != set(range(max(audiences, default=0) + 1)):
            raise ValueError("the files of each audience stand together, those of the first one first")
        return self

    def to_line(self) -> bytes:
        """This request as one line of JSON, credentials in clear: only for the child's standard input."""
        return self.model_dump_json(context={"reveal": True}).encode() + b"\n"


class Begun(_Message):
    """The request has been read: from here on, what becomes of the process may be the file's doing."""

    kind: Literal["begun"] = "begun"


class CountProgress(_Message):
    """How far the count is.

    Attributes:
        phase: "reading" the file, then "counting" the keys.
        rows: rows read so far.
        bytes_read: of the files.
        bytes_total: their size, as far as it is known.
        files_read: files that are read to their end.
        share: of the whole work, 0 to 1.
        rows_per_second: average since the start.
    """

    kind: Literal["progress"] = "progress"
    phase: Literal["reading", "counting"]
    rows: int
    bytes_read: int
    bytes_total: int
    files_read: int = 0
    share: float
    rows_per_second: float


class CountResult(_Message):
    """The finished count.

    Attributes:
        summary_csv: the report exactly as it is to be published, UTF-8: `country,user_count` and its rows.
        quality: how every row of the files was accounted for.
        reading: how the file was read, if it is one.
        files: what each of several has of it.
        combinations: customers by the audiences they are in; those that occur.
        disagreeing_customers: whose first rows in two audiences name different countries.
    """

    kind: Literal["result"] = "result"
    summary_csv: str
    quality: Quality
    reading: Reading | None = None
    files: tuple[FileShare, ...] = ()
    combinations: tuple[Combination, ...] = ()
    disagreeing_customers: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _files_add_up(self) -> Self:
        customers = self.quality.customers
        if self.files and sum(file.new_customers for file in self.files) != customers:
            raise ValueError("the customers new with each file are not all customers")
        if self.files and sum(each.customers for each in self.combinations) != customers:
            raise ValueError("the customers of all combinations are not all customers")
        return self


class CountClear(_Message):
    """The file was only looked at, and nothing at its beginning keeps it from being counted."""

    kind: Literal["clear"] = "clear"


class CountUnclear(_Message):
    """There is no result before a person has looked at how the file would be read.

    Attributes:
        reading: how it would be read, at least one doubt.
        file: the number of the file.
    """

    kind: Literal["unclear"] = "unclear"
    reading: Reading
    file: int = 0


class CountError(_Message, Telling):
    """Why there is no result.

    Attributes:
        cause: "refused": the file's own fault, for ever; "storage": S3 is away, "room": the disk is full, and
            "scratch": temporary files fail here, so try again; "configuration": credentials or bucket are
            wrong; "internal": our fault.
        reason: for refused files only.
        file: the number of the file that is refused.
        message: one sentence without personal data.
    """

    kind: Literal["error"] = "error"
    cause: Cause
    reason: Refusal | None = None
    file: int = 0


Answer = Begun | CountProgress | CountResult | CountClear | CountUnclear | CountError
_ANSWER: TypeAdapter[Answer] = TypeAdapter(Annotated[Answer, Field(discriminator="kind")])


def read_answer(line: bytes) -> Answer:
    """One line of the child's standard output.

    Raises:
        ValueError: the line is no such document.
    """
    return _ANSWER.validate_json(line)
