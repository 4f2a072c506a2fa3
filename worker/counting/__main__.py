"""The counting process: a request as one line on standard input, answers as lines on standard output.

It ends when standard input does: its parent is gone then, or wants no answer any more.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import ValidationError

from worker.counting.process.protocol import (
    WARM,
    Answer,
    Begun,
    Cause,
    CountClear,
    CountError,
    CountProgress,
    CountRequest,
    CountResult,
    CountUnclear,
)
from worker.counting.process.scratch import broken_scratch, remove_keys
from worker.dialect.unclear import Unclear
from worker.errors import AudienceError, ConfigurationError, FileRefused, NoRoom, StorageUnavailable
from worker.faults import FaultPoint, reach
from worker.text.sentences import say

_PROGRESS_SECONDS = 0.5
_READ_BYTES = 65_536
_ORPHANED = 3
_KILL_ME_FIRST = Path("/proc/self/oom_score_adj")  # Linux
_FULL = {errno.ENOSPC, errno.EDQUOT}
_CAUSES: dict[type[AudienceError], Cause] = {
    StorageUnavailable: "storage",
    NoRoom: "room",
    ConfigurationError: "configuration",
}


def main() -> int:
    """Answer one request."""
    _offer_to_be_killed()
    stdin, stdout, stderr = (stream.fileno() for stream in (sys.stdin, sys.stdout, sys.stderr))
    answers = os.dup(stdout)
    os.dup2(stderr, stdout)  # whatever a library may print is no answer

    def send(answer: Answer) -> None:
        line = memoryview(answer.model_dump_json().encode() + b"\n")
        while line:
            line = line[os.write(answers, line) :]

    if WARM in sys.argv:
        _warm_up()
    try:
        request = CountRequest.model_validate_json(_read_line(stdin))
    except ValidationError:
        send(CountError(cause="internal", message=say("The counting process cannot read its request.")))
        return 1
    send(Begun())
    reach(FaultPoint.LOOK_BEGUN if request.only_look else FaultPoint.COUNTING_BEGUN)
    threading.Thread(target=_end_with_parent, args=(stdin, request.scratch_dir), daemon=True).start()
    send(_answer(request, _throttled(send)))
    return 0


def _offer_to_be_killed() -> None:
    """When memory runs out, the kernel is to end this process and not the worker, a server or a neighbour."""
    with suppress(OSError):
        _KILL_ME_FIRST.write_text("1000")


def _warm_up() -> None:
    """Load what counting a file from S3 needs, which takes a second, before there is one."""
    with _loading():
        import worker.counting.pipeline  # noqa: PLC0415
        import worker.counting.source.s3_stream  # noqa: F401, PLC0415


@contextmanager
def _loading() -> Iterator[None]:
    """Let the garbage collector look at what is loaded neither now nor later: all of it stays."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def _answer(
    request: CountRequest, on_progress: Callable[[CountProgress], None]
) -> CountResult | CountClear | CountUnclear | CountError:
    try:
        return _done(request, on_progress)
    except Unclear as unclear:
        return CountUnclear(reading=unclear.reading, file=unclear.file)
    except FileRefused as refused:
        return CountError(cause="refused", reason=refused.reason, message=refused.message, file=refused.file)
    except AudienceError as error:
        return CountError(cause=_CAUSES.get(type(error), "internal"), message=error.message)
    except OSError as error:
        return _disk_trouble(error)
    except BaseException as error:  # noqa: BLE001 - Rust panics, too; the text may quote the file, the place cannot
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__}, {Path(place.filename).name} line {place.lineno}"
        return CountError(
            cause="internal",
            message=say("Counting failed by a fault of this program ({where}).", where=where),
        )


def _done(request: CountRequest, on_progress: Callable[[CountProgress], None]) -> CountResult | CountClear:
    with _loading():
        from worker.counting.beginning import look_at_beginning  # noqa: PLC0415 - loads what answers need not
        from worker.counting.pipeline import summarise_files  # noqa: PLC0415

    if request.only_look:
        look_at_beginning(request)
        return CountClear()
    return summarise_files(request, on_progress=on_progress)


def _disk_trouble(error: OSError) -> CountError:
    """What one job may take is watched from outside: here others have filled the disk, or it is broken."""
    if error.errno in _FULL:
        message = say("The disk for temporary files is full ({reason}).", reason=error.strerror)
        return CountError(cause="room", message=message)
    return CountError(cause="scratch", message=broken_scratch(error).message)


def _throttled(send: Callable[[CountProgress], None]) -> Callable[[CountProgress], None]:
    next_time = time.monotonic()

    def maybe(progress: CountProgress) -> None:
        nonlocal next_time
        if time.monotonic() >= next_time:
            next_time = time.monotonic() + _PROGRESS_SECONDS
            send(progress)

    return maybe


def _read_line(descriptor: int) -> bytes:
    line = b""
    while not line.endswith(b"\n") and (piece := os.read(descriptor, _READ_BYTES)):
        line += piece
    return line


def _end_with_parent(stdin: int, scratch_dir: Path | None) -> None:
    while os.read(stdin, _READ_BYTES):
        pass
    remove_keys(scratch_dir)
    os._exit(_ORPHANED)


if __name__ == "__main__":
    sys.exit(main())
