"""Death on demand: the tests make a process kill itself between two given steps of a job."""

from __future__ import annotations

import os
import signal
from collections import Counter
from enum import StrEnum
from pathlib import Path

_WANTED = "AUDIENCE_FAULT"
_MARKER = "AUDIENCE_FAULT_MARKER"
VARIABLES = (_WANTED, _MARKER)
"""Environment variables that are no settings of operators."""


class FaultPoint(StrEnum):
    """The moments between the steps of a job, in their order; each is named by what has just happened."""

    # The page uploads and enqueues.
    MULTIPART_OPENED = "multipart_opened"
    UPLOAD_RECORDED = "upload_recorded"
    OBJECT_ASSEMBLED = "object_assembled"
    SIZE_VERIFIED = "size_verified"
    QUEUED_RECORDED = "queued_recorded"
    PUBLISHED = "published"
    ENQUEUED_RECORDED = "enqueued_recorded"

    # A worker looks at a file that waits.
    LOOK_NOTED = "look_noted"
    LOOK_BEGUN = "look_begun"  # in the counting process

    # A worker does the job.
    RECORD_READ = "record_read"
    EXTERNAL_RECORDED = "external_recorded"
    CLAIMED = "claimed"
    COUNTING_BEGUN = "counting_begun"  # in the counting process
    HEARTBEAT_DUE = "heartbeat_due"
    HEARTBEAT_WRITTEN = "heartbeat_written"
    COUNTED = "counted"
    SUMMARY_WRITTEN = "summary_written"
    SUCCESS_RECORDED = "success_recorded"
    RAW_DELETED = "raw_deleted"
    ACKNOWLEDGED = "acknowledged"

    # What else may become of it.
    FAILURE_RECORDED = "failure_recorded"
    HANDED_BACK = "handed_back"
    CANCEL_ASKED = "cancel_asked"
    CANCEL_RECORDED = "cancel_recorded"
    RETRY_RECORDED = "retry_recorded"
    RESCUE_RECORDED = "rescue_recorded"


_passed: Counter[FaultPoint] = Counter()


def reach(point: FaultPoint) -> None:
    """Say that this point is reached; it does nothing unless a test asked for a death here.

    `AUDIENCE_FAULT=claimed` kills this process with SIGKILL at that point, `claimed:3` when it is passed for
    the third time. With `AUDIENCE_FAULT_MARKER`, the path of a file that is made at that moment, only the
    first process to get there dies.
    """
    wanted = os.environ.get(_WANTED)
    if wanted is None:
        return
    name, _, time = wanted.partition(":")
    if name != point:
        return
    _passed[point] += 1
    if _passed[point] == int(time or 1) and _is_first_process():
        os.kill(os.getpid(), signal.SIGKILL)


def _is_first_process() -> bool:
    marker = os.environ.get(_MARKER)
    if marker is None:
        return True
    try:
        Path(marker).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
