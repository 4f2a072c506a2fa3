"""`summarize`: count one file from the command line, without queue or record."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from worker.commands.asked import Asked
from worker.commands.reading_flags import answer_to
from worker.counting.process.limits import CountLimits
from worker.counting.process.parent import count_file
from worker.counting.process.protocol import CountRequest, CountResult, Tuning
from worker.counting.source.locations import parse_source
from worker.dialect.model import CountOptions, Reading
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.dialect.phrases import list_names
from worker.dialect.unclear import Unclear
from worker.errors import AudienceError, CountingInterrupted, FileRefused
from worker.storage.access import S3Access
from worker.text.unseen import escaped

_REFUSED, _FAILED, _INTERRUPTED = 1, 2, 130


def summarize(
    source: str,
    asked: Asked,
    *,
    access: S3Access,
    limits: CountLimits,
    unpacking: UnpackLimits,
    tuning: Tuning,
    scratch_dir: Path | None,
) -> int:
    """Print the report on standard output, and the quality figures as JSON on standard error's last line.

    On a terminal the report's values show what would steer it; elsewhere they are as in the file.

    Args:
        source: a path or `s3://bucket/key`.
        asked: how the file is to be read and counted.
        access: how to reach S3, when it is such a URL.
        limits: what the counting process may use.
        unpacking: how much a packed file may hold.
        tuning: how the work is cut up.
        scratch_dir: for temporary files, about 16 bytes a row; None: the system's.

    Returns:
        The exit code: 0; 1 for a refused file, with one sentence on standard error and nothing on standard
        output, or for one that can be read in several ways, with the flags that tell which; 2 when storage or
        settings failed; 130 when interrupted.
    """
    try:
        request = CountRequest.of(
            parse_source(source, access),
            options=asked.options,
            unpacking=unpacking,
            tuning=tuning,
            scratch_dir=scratch_dir,
        )
        result = asyncio.run(_count(request, asked, limits))
    except Unclear as unclear:
        sys.stderr.write(f"{_questions(unclear.reading)}\n")
        return _REFUSED
    except AudienceError as error:
        sys.stderr.write(f"{error.message}\n")
        return _REFUSED if isinstance(error, FileRefused) else _FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED
    summary = result.summary_csv
    sys.stdout.buffer.write((escaped(summary) if sys.stdout.isatty() else summary).encode())
    sys.stdout.flush()
    sys.stderr.write(f"{result.quality.model_dump_json()}\n")
    return 0


async def _count(request: CountRequest, asked: Asked, limits: CountLimits) -> CountResult:
    if asked.sheet is not None:
        asked = asked.with_sheet_of(await _looked_at(request, asked, limits))
        request = _asked_with(request, asked.options)
    if asked.names:
        options = asked.with_columns_of(await _looked_at(request, asked, limits))
        request = _asked_with(request, options)
    return await count_file(request, limits=limits)


async def _looked_at(request: CountRequest, asked: Asked, limits: CountLimits) -> Reading:
    """How the file is read, which shows when it is only looked at."""
    choices = asked.options.choices.model_copy(update={"is_confirmed": False})
    look = CountOptions(choices=choices, ask_first=True)
    try:
        await count_file(_asked_with(request, look), limits=limits)
    except Unclear as unclear:
        return unclear.reading
    raise CountingInterrupted("The counting process counted a file that it was to look at only.")


def _asked_with(request: CountRequest, options: CountOptions) -> CountRequest:
    file = request.file.model_copy(update={"options": options})
    return request.model_copy(update={"files": (file,)})


def _questions(reading: Reading) -> str:
    book = reading.dialect.book
    doubts = [f"  {doubt.message} ({answer_to(doubt.code, reading)})" for doubt in reading.doubts]
    return "\n".join(
        [
            "Please check how this file is read; the flags in brackets say it, or --yes that it is right:",
            *doubts,
            f"  Its columns: {list_names(reading.dialect.columns)}.",
            *([f"  Its sheets: {list_names(book.sheets)}."] if book and book.sheets else []),
        ]
    )
