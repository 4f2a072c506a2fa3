"""`summarize`: count files from the command line, without queue or record."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from worker.commands.asked import Asked
from worker.commands.reading_flags import answer_to
from worker.commands.sources import NamedSource, find_sources
from worker.counting.process.limits import CountLimits
from worker.counting.process.parent import count_file
from worker.counting.process.protocol import CountRequest, CountResult, FileRequest, Tuning
from worker.dialect.model import CountOptions, Reading
from worker.dialect.packing.unpack_limits import UnpackLimits
from worker.dialect.phrases import list_names
from worker.dialect.unclear import Unclear
from worker.errors import AudienceError, CountingInterrupted, FileRefused
from worker.storage.access import S3Access
from worker.text.unseen import escaped

_REFUSED, _FAILED, _INTERRUPTED = 1, 2, 130


def summarize(
    sources: Sequence[str],
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
        sources: what is counted as one; see `find_sources`.
        asked: how the files are to be read and counted.
        access: how to reach S3, when one of them is there.
        limits: what the counting process may use.
        unpacking: how much a packed file may hold.
        tuning: how the work is cut up.
        scratch_dir: for temporary files, about 16 bytes a row; None: the system's.

    Returns:
        The exit code: 0; 1 for a refused file, with one sentence on standard error and nothing on standard
        output, or for one that can be read in several ways, with the flags that tell which; 2 when storage or
        settings failed; 130 when interrupted.
    """
    files: list[NamedSource] = []
    try:
        files = find_sources(sources, access)
        request = CountRequest(
            files=tuple(
                FileRequest(source=file.source, options=asked.options, size=file.size) for file in files
            ),
            unpacking=unpacking,
            tuning=tuning,
            scratch_dir=scratch_dir,
        )
        result = asyncio.run(_count(request, asked, limits))
    except Unclear as unclear:
        sys.stderr.write(f"{_whose(unclear, files)}{_questions(unclear.reading)}\n")
        return _REFUSED
    except FileRefused as refused:
        sys.stderr.write(f"{_whose(refused, files)}{refused.message}\n")
        return _REFUSED
    except AudienceError as error:
        sys.stderr.write(f"{error.message}\n")
        return _FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED
    summary = result.summary_csv
    sys.stdout.buffer.write((escaped(summary) if sys.stdout.isatty() else summary).encode())
    sys.stdout.flush()
    sys.stderr.write(f"{_figures(result, files)}\n")
    return 0


def _whose(refused: FileRefused, files: Sequence[NamedSource]) -> str:
    """Which of several files it is about."""
    return f"{files[refused.file].name}: " if len(files) > 1 else ""


def _figures(result: CountResult, files: Sequence[NamedSource]) -> str:
    """The quality figures as JSON; of several files, with what each has of the report."""
    if not result.files:
        return result.quality.model_dump_json()
    shares = [
        {"name": file.name} | share.model_dump(mode="json", exclude={"reading"})
        for file, share in zip(files, result.files, strict=True)
    ]
    return json.dumps(result.quality.model_dump(mode="json") | {"files": shares})


async def _count(request: CountRequest, asked: Asked, limits: CountLimits) -> CountResult:
    if asked.sheet is not None or asked.names:
        files = []
        for number, alone in enumerate(request.each()):
            try:
                files.append(alone.file.model_copy(update={"options": await _found(alone, asked, limits)}))
            except FileRefused as refused:
                refused.file = number
                raise
        request = request.model_copy(update={"files": tuple(files)})
    return await count_file(request, limits=limits)


async def _found(alone: CountRequest, asked: Asked, limits: CountLimits) -> CountOptions:
    """What was said by names, as numbers of one file's sheets and columns."""
    if asked.sheet is not None:
        asked = asked.with_sheet_of(await _looked_at(alone, asked.options, limits))
    if asked.names:
        return asked.with_columns_of(await _looked_at(alone, asked.options, limits))
    return asked.options


async def _looked_at(alone: CountRequest, options: CountOptions, limits: CountLimits) -> Reading:
    """How a file is read, which shows when it is only looked at."""
    choices = options.choices.model_copy(update={"is_confirmed": False})
    file = alone.file.model_copy(update={"options": CountOptions(choices=choices, ask_first=True)})
    try:
        await count_file(alone.model_copy(update={"files": (file,)}), limits=limits)
    except Unclear as unclear:
        return unclear.reading
    raise CountingInterrupted("The counting process counted a file that it was to look at only.")


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
