"""The snapshot as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from worker.logins import Person
from worker.operations.snapshot import DeadMessage, JobLine, Snapshot
from worker.text.sizes import in_megabytes

_LISTED = 20
_MINUTE = 60
_HOUR = 60 * _MINUTE


def as_text(snapshot: Snapshot) -> str:
    """A few lines that an operator can read at a glance; what is fine takes little room."""
    return "\n".join(_lines(snapshot))


def _lines(snapshot: Snapshot) -> Iterator[str]:
    now = snapshot.taken_at
    yield from _queue(snapshot)
    if snapshot.storage != "ok":
        yield f"Storage:  {snapshot.storage}"
        return
    yield from _workers(snapshot, now)
    yield f"Jobs:     {_totals(snapshot)}"
    running = [
        f"{_name(job)}  {_share(job)}  {job.progress.rows if job.progress else 0:,} rows  on {job.worker}"
        for job in snapshot.running
    ]
    yield from _section("Running", running, snapshot.running_total)
    stalled = [f"{_name(job)}  silent, last on {job.worker}" for job in snapshot.stalled]
    yield from _section("Stalled, picked up by themselves", stalled, snapshot.stalled_total)
    retrying = [_why(job) for job in snapshot.retrying]
    yield from _section("Broke off, tried again by themselves", retrying, snapshot.retrying_total)
    unsent = [f"{_name(job)}  for {_ago(job.waits_since, now)}" for job in snapshot.unsent]
    yield from _section("Waiting to be put in the queue", unsent, snapshot.unsent_total)
    if snapshot.unclear_total:
        yield f"Waiting for their analysts to check the columns: {snapshot.unclear_total}"
    failed = [_why(job) for job in snapshot.failed]
    yield from _section("Failed (requeue JOB_ID, or --all-failed)", failed, snapshot.failed_total)
    strays = [
        f"{file.name}  {in_megabytes(file.bytes)}  for {_ago(file.modified, now)}  "
        f"{file.key or 'key not shown'}"
        for file in snapshot.strays
    ]
    yield from _section("Files that no job is about (requeue --file NAME)", strays, snapshot.strays_total)
    dead = [_dead(letter, now) for letter in snapshot.dead_letters]
    yield from _section("Dead letters (requeue --dead-letters)", dead, snapshot.dead_letters_total)
    people = [_present(person, now) for person in snapshot.people]
    yield from _section("Logged in (end-sessions)", people, snapshot.people_total)


def _queue(snapshot: Snapshot) -> Iterator[str]:
    if snapshot.queue is None:
        yield f"Queue:    {snapshot.broker}"
        return
    queue = snapshot.queue
    oldest = "" if queue.oldest_seconds is None else f", the oldest for {_duration(queue.oldest_seconds)}"
    yield (
        f"Queue:    {queue.waiting} waiting{oldest}; {queue.in_hand} in hand, "
        f"{queue.redelivered} of them delivered again; {snapshot.dead_letters_total} dead letters"
    )


def _workers(snapshot: Snapshot, now: datetime) -> Iterator[str]:
    yield f"Workers:  {len(snapshot.alive)} alive"
    for worker in snapshot.workers:
        state = (
            (worker.trouble or f"{len(worker.jobs)} of {worker.slots} slots busy")
            if worker.alive
            else f"silent for {_ago(worker.beat_at, now)}"
        )
        yield f"  {worker.worker}  {state}  up {_ago(worker.started_at, now)}  version {worker.version}"


def _totals(snapshot: Snapshot) -> str:
    totals = [f"{count} {state.value}" for state, count in sorted(snapshot.totals.items()) if count]
    return ", ".join(totals) or "none"


def _section(title: str, lines: list[str], total: int) -> Iterator[str]:
    if not total:
        return
    yield f"{title}: {total}"
    yield from (f"  {line}" for line in lines[:_LISTED])
    if total > _LISTED:
        yield f"  … and {total - _LISTED} more"


def _dead(letter: DeadMessage, now: datetime) -> str:
    job = f"  job {letter.job_id}" if letter.job_id else ""
    return f"{letter.number}{job}  {_ago(letter.died_at, now)} ago  {letter.reason}"


def _present(person: Person, now: datetime) -> str:
    sessions = f"{person.sessions} session{'' if person.sessions == 1 else 's'}"
    return f"owner {person.named}  {sessions}  last active {_ago(person.active_at, now)} ago"


def _name(job: JobLine) -> str:
    owner = f"owner {job.owner}" if job.owner else "external"
    return f"{job.job_id}  {owner}  {in_megabytes(job.bytes)}"


def _why(job: JobLine) -> str:
    return f"{_name(job)}  {job.attempts} attempts  {job.code}: {job.reason}"


def _share(job: JobLine) -> str:
    return f"{(job.progress.share if job.progress else 0):.0%}"


def _ago(moment: datetime, now: datetime) -> str:
    return _duration((now - moment).total_seconds())


def _duration(seconds: float) -> str:
    whole = max(0, round(seconds))
    if whole < _MINUTE:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // _MINUTE} min"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"
