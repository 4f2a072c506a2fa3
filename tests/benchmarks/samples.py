"""Files to measure with, made once, where there is room for them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.customers import Kind, write_customers
from tests.benchmarks.options import Options

_SPARE_BYTES = 2_000_000_000
_TEMPORARY_ROW_BYTES = 80
"""The most that any of the compared programs puts on disk."""


class NoRoom(Exception):
    """The disk has too little room for what is asked."""


@dataclass(frozen=True)
class Sample:
    """A file to count.

    Attributes:
        title: what it is, for headings.
        rows: None: not known.
    """

    path: Path
    title: str
    rows: int | None

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size


def sample(options: Options, kind: Kind, rows: int, *, copies: int = 1) -> Sample:
    """The file of this kind, made unless it is there.

    Args:
        copies: that will be stored besides, in S3.

    Raises:
        NoRoom: there is too little room on the disk.
    """
    path = options.folder / f"{kind}-{rows}{kind.suffix}"
    is_there = path.exists()
    require_room(path.parent, rows * (kind.row_bytes * (copies + (not is_there)) + _TEMPORARY_ROW_BYTES))
    if not is_there:
        draft = path.with_suffix(".part")
        write_customers(draft, kind, rows)
        draft.replace(path)
    size = path.stat().st_size / 1e6
    return Sample(path, f"{rows:,} rows, {size:,.0f} MB, {kind.meaning}", rows)


def samples(options: Options) -> list[tuple[Kind, int]]:
    """Kind and rows of each file to compare on, small ones first."""
    return sorted(options.samples, key=lambda asked: asked[1])


def given(path: Path) -> Sample:
    """The user's own file."""
    return Sample(path.resolve(), f"{path.name}, {path.stat().st_size / 1e6:,.0f} MB", None)


def require_room(folder: Path, wanted: int) -> None:
    """Raise unless the disk has room for so many bytes, and some more.

    Raises:
        NoRoom: it has not.
    """
    free = shutil.disk_usage(folder).free
    if free < wanted + _SPARE_BYTES:
        raise NoRoom(f"{folder} has {free / 1e9:.1f} GB free, {(wanted + _SPARE_BYTES) / 1e9:.1f} are needed")
