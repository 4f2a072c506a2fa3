"""What the pages call the states of a job: icon, word, colour, and the filter they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from pages.wording.translating import tr
from worker.jobs.record import JobRecord, JobState
from worker.refusal import ASKS_OF_COLUMNS, Refusal
from worker.text.sentences import say

_S = JobState
_A_WHILE = timedelta(seconds=20)
_NEARLY_DONE = 0.9
Colour = Literal["blue", "green", "orange", "red", "gray"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is shown; the word alone says it, icon and colour only help the eye.

    Attributes:
        icon: name of a Material symbol.
    """

    word: str
    icon: str
    colour: Colour

    @property
    def material(self) -> str:
        """The icon in Streamlit's notation."""
        return f":material/{self.icon}:"


class Filter(StrEnum):
    """Which reports are listed."""

    ALL = say("All")
    RUNNING = say("Running")
    NEEDS_YOU = say("Needs you")
    READY = say("Ready")
    FAILED = say("Failed")
    ENDED = say("Ended")


_LOOKS = {
    _S.UPLOADING: Look(say("Uploading"), "upload", "blue"),
    _S.QUEUED: Look(say("Waiting"), "hourglass_top", "blue"),
    _S.PROCESSING: Look(say("Counting"), "progress_activity", "blue"),
    _S.SUCCEEDED: Look(say("Ready"), "check_circle", "green"),
    _S.FAILED: Look(say("Failed"), "error", "red"),
    _S.CANCELLED: Look(say("Cancelled"), "block", "gray"),
    _S.EXPIRED: Look(say("Expired"), "timer_off", "gray"),
}
_STALLED = Look(say("Stalled"), "pause_circle", "orange")
_CANCELLING = Look(say("Cancelling"), "block", "orange")
_AGAIN = Look(say("Waiting"), "replay", "orange")
_ASKING = Look(say("Check the columns"), "rule", "orange")
_SLOW_QUEUE = timedelta(seconds=5)
_MENDED_BY_READING = ASKS_OF_COLUMNS | {
    Refusal.MALFORMED,
    Refusal.UNKNOWN_ENCODING,
    Refusal.NO_RESULTS,
    Refusal.MERGED_CELLS,
    Refusal.NESTED_VALUES,
}
_MENDED_BY_TIME = frozenset(
    {
        Refusal.TOO_MANY_ATTEMPTS,
        Refusal.WORKERS_DIED,
        Refusal.OUT_OF_MEMORY,
        Refusal.OUT_OF_TIME,
        Refusal.OUT_OF_DISK,
    }
)
"""The machine's faults, not the file's: with more room or another worker it can be counted."""


def look(job: JobRecord, now: datetime) -> Look:
    """How the job's state is shown, in the reader's language."""
    look_in_english = _look(job, now)
    return replace(look_in_english, word=tr(look_in_english.word))


def _look(job: JobRecord, now: datetime) -> Look:
    if job.is_stalled(now):
        return _STALLED
    if job.state is _S.PROCESSING and job.cancel_requested:
        return _CANCELLING
    if job.state is _S.QUEUED and job.failure is not None:
        return _AGAIN
    if job.needs_owner:
        return _ASKING
    return _LOOKS[job.state]


def explanation(job: JobRecord, now: datetime, expected: str = "") -> str:
    """One sentence on what happens to an unfinished or failed job, or what can be done.

    Args:
        job: as it is.
        now: the time.
        expected: what is known of when it is begun, which says more than that it will be.
    """
    if job.is_stalled(now):
        return tr("Counting has stopped for now. It goes on by itself.")
    if job.state is _S.PROCESSING and job.cancel_requested:
        return tr("It stops within a few seconds.")
    if job.state is _S.QUEUED:
        return _of_waiting(job, now) or expected or tr(_EXPLANATIONS[_S.QUEUED])
    if job.state is _S.FAILED:
        return _reason(job)
    return tr(_EXPLANATIONS.get(job.state, ""))


def _of_waiting(job: JobRecord, now: datetime) -> str:
    """Why a job waits, if it is not for its turn."""
    if job.failure is not None:
        return f"{tr(job.failure.sentence)} {tr('It is tried again by itself.')}"
    if job.enqueued_at is None and now - job.updated_at > _SLOW_QUEUE:
        return tr("Counting cannot begin right now. Your file is safe, and this goes on by itself.")
    return ""


def _reason(job: JobRecord) -> str:
    """Why the job failed; of an unclear file, what is in doubt."""
    if is_unclear(job) and job.reading is not None and job.reading.doubts:
        return " ".join(tr(doubt.sentence) for doubt in job.reading.doubts)
    return tr(job.failure.sentence) if job.failure else ""


_EXPLANATIONS = {
    _S.UPLOADING: say(
        "Keep the tab that uploads it open. Was it closed? Choose the same file again: it goes on."
    ),
    _S.QUEUED: say("It starts as soon as it is its turn."),
    _S.CANCELLED: say("You cancelled it. What was uploaded has been deleted."),
    _S.EXPIRED: say("The upload was never finished. What had arrived has been deleted."),
}


def is_unclear(job: JobRecord) -> bool:
    """Whether it is the file's form that says what is in doubt."""
    return _code(job) == Refusal.UNCLEAR


def may_read_differently(job: JobRecord) -> bool:
    """Whether reading the kept file in another way may help."""
    return _code(job) in _MENDED_BY_READING


def may_retry(job: JobRecord) -> bool:
    """Whether counting the failed job once more may help: the fault is not the file's."""
    code = _code(job)
    return code is not None and (code in _MENDED_BY_TIME or code not in set(Refusal))


def is_listed(job: JobRecord, chosen: Filter) -> bool:
    """Whether the job passes the filter."""
    return chosen in {Filter.ALL, filter_of(job)}


def count_filters(jobs: Sequence[JobRecord]) -> dict[Filter, int]:
    """How many jobs pass each filter."""
    counts = Counter(map(filter_of, jobs))
    return {**{option: counts[option] for option in Filter}, Filter.ALL: len(jobs)}


def faces(jobs: Sequence[JobRecord] | None, now: datetime) -> list[tuple[object, ...]]:
    """What is shown of jobs in a list but for how far they are: equal lists look the same."""
    return [
        (job.job_id, job.remarks, look(job, now), explanation(job, now))
        if job.is_running
        else (job.job_id, job)
        for job in jobs or []
    ]


def filter_of(job: JobRecord) -> Filter:
    """The one filter but ALL that the job passes."""
    if job.is_running:
        return Filter.RUNNING
    if job.state is _S.FAILED:
        return Filter.NEEDS_YOU if job.needs_owner else Filter.FAILED
    return Filter.READY if job.state is _S.SUCCEEDED else Filter.ENDED


def _code(job: JobRecord) -> str | None:
    """Why the job failed."""
    return job.failure.code if job.state is _S.FAILED and job.failure else None


def poll_seconds(jobs: Sequence[JobRecord]) -> float | None:
    """How often a page looks again while one of the jobs runs; None when none does.

    An upload whose tab was closed stays open for days: looking less often is enough for uploads. A long count
    tells every two seconds how far it is; only of what may end any moment an analyst waits for each second.
    """
    return min((_pace(job) for job in jobs if job.is_running), default=None)


def _pace(job: JobRecord) -> float:
    if job.state is _S.UPLOADING:
        return 3.0
    return 2.0 if _is_long(job) else 1.0


def _is_long(job: JobRecord) -> bool:
    """Whether it has been counted for a while, and will be for a while more."""
    if job.state is not _S.PROCESSING or job.started_at is None or job.progress is None:
        return False
    return job.updated_at - job.started_at >= _A_WHILE and job.progress.share < _NEARLY_DONE
