"""The parent's side of the counting process: feed it, listen, limit it."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from asyncio.subprocess import Process
from collections.abc import Callable

from worker.counting.process.children import Children
from worker.counting.process.limits import CountLimits, limited
from worker.counting.process.protocol import (
    Begun,
    CountClear,
    CountError,
    CountProgress,
    CountRequest,
    CountResult,
    CountUnclear,
    FileRequest,
    read_answer,
)
from worker.counting.process.scratch import own_folder
from worker.counting.source.locations import LocalSource
from worker.dialect.unclear import Unclear
from worker.errors import (
    AudienceError,
    ConfigurationError,
    CountingImpossible,
    CountingInterrupted,
    FileRefused,
    NoRoom,
    ScratchBroken,
    StorageUnavailable,
)
from worker.refusal import Refusal
from worker.text.sentences import say

_SILENCE_SECONDS = 300.0
_LOOKS = 30  # a worker that was frozen for long has heard nothing, and knows so by one look
_STARTS = 3  # a process that waited may have been killed a moment ago, unseen; no file is to blame for it


async def count_file(
    request: CountRequest,
    *,
    limits: CountLimits,
    on_progress: Callable[[CountProgress], None] = lambda _: None,
    children: Children | None = None,
) -> CountResult:
    """Count one file in a process of its own.

    Cancelling kills that process; it never outlives this call, nor the calling process.

    Args:
        request: its scratch folder need not exist.
        limits: what the process may use; more is the file's fault.
        on_progress: called at most twice a second.
        children: gives the process; None: a new one.

    Raises:
        FileRefused: the file cannot be counted, whoever tries.
        Unclear: a person has to look at how it is read first.
        StorageUnavailable: S3 cannot be reached right now.
        NoRoom: the disk for temporary files is full, through no fault of this file.
        ScratchBroken: there can be no temporary files on this machine.
        CountingImpossible: no counting process can be started on this machine.
        CountingInterrupted: the process died or fell silent; trying again may help.
        ConfigurationError: S3 refuses the credentials.
    """
    answer = await _answer(request, limits, on_progress, children or Children(request.tuning.threads))
    assert isinstance(answer, CountResult)  # noqa: S101 - nothing else was asked for
    return answer


async def look_at_file(request: CountRequest, *, limits: CountLimits, children: Children) -> None:
    """Look at a file's beginning, as its count will, in a process of its own; return if it can be counted.

    Cancelling kills that process.

    Raises:
        AudienceError: as `count_file` does.
    """
    await _answer(request.model_copy(update={"only_look": True}), limits, lambda _: None, children)


async def _answer(
    request: CountRequest,
    limits: CountLimits,
    on_progress: Callable[[CountProgress], None],
    children: Children,
) -> CountResult | CountClear:
    with own_folder(request.scratch_dir) as folder:
        request = request.model_copy(
            update={
                "files": tuple(map(_resolved, request.files)),
                "scratch_dir": folder,
                "disk_bytes": limits.disk_bytes,
            }
        )
        for _ in range(_STARTS):
            async with (
                children.one() as child,
                limited(child, limits) as watch,
            ):
                answer = await _converse(child, request, on_progress)
                code = await child.wait() if answer is None or isinstance(answer, Begun) else 0
            if answer is not None or watch.refusal is not None:
                break
    if isinstance(answer, CountResult | CountClear):
        return answer
    if isinstance(answer, CountUnclear):
        raise _of_file(Unclear(answer.reading), answer.file)
    if isinstance(answer, CountError):
        raise _meaning(answer)
    if watch.refusal is not None:
        raise watch.refusal
    if answer is None and code >= 0:  # nobody killed it
        raise CountingImpossible(
            say("No counting process can be started on this worker ({code}).", code=_describe(code))
        )
    raise CountingInterrupted(
        say("The counting process ended without an answer ({code}).", code=_describe(code))
    )


def _resolved(file: FileRequest) -> FileRequest:
    """The same, wherever the process that counts it is."""
    source = file.source
    if not isinstance(source, LocalSource):
        return file
    return file.model_copy(update={"source": source.model_copy(update={"path": source.path.resolve()})})


async def _converse(
    child: Process, request: CountRequest, on_progress: Callable[[CountProgress], None]
) -> CountResult | CountClear | CountUnclear | CountError | Begun | None:
    """Ask and listen until the last answer; Begun if the process ended without one, None before it began."""
    assert child.stdin is not None  # noqa: S101 - for the type checker: it is a pipe
    assert child.stdout is not None  # noqa: S101
    with contextlib.suppress(ConnectionError):  # it is dead already; reading tells
        child.stdin.write(request.to_line())
        await child.stdin.drain()
    begun: Begun | None = None
    while True:
        line = await _next_line(child.stdout)
        if not line.endswith(b"\n"):
            return begun
        match read_answer(line):
            case Begun() as begun:
                pass
            case CountProgress() as progress:
                on_progress(progress)
            case answer:
                return answer


async def _next_line(answers: asyncio.StreamReader) -> bytes:
    for _ in range(_LOOKS):
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_SILENCE_SECONDS / _LOOKS):  # wait_for can lose a cancellation
                return await answers.readline()
    raise CountingInterrupted(say("The counting process fell silent and was stopped."))


def _meaning(error: CountError) -> AudienceError:
    match error.cause:
        case "refused":
            return _of_file(FileRefused(error.reason or Refusal.MALFORMED, error.sentence), error.file)
        case "storage":
            return StorageUnavailable(error.sentence)
        case "room":
            return NoRoom(error.sentence)
        case "scratch":
            return ScratchBroken(error.sentence)
        case "configuration":
            return ConfigurationError(error.sentence)
        case "internal":
            return CountingInterrupted(error.sentence)


def _of_file(refused: FileRefused, number: int) -> FileRefused:
    refused.file = number
    return refused


def _describe(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
