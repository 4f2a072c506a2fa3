"""The operators' lists: a row for each job, worker or dead letter, with what can be done about it."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable
from datetime import datetime

import streamlit as st

from pages.access.visitor import current_operations
from pages.backend import backend
from pages.operating.frame import ROWS, act, more, row, rows, section, two_columns
from pages.wording.formats import compact, plural, share, shortened, size
from pages.wording.markdown import literal
from pages.wording.reader_time import when
from worker.operations import DeadMessage, JobLine, Operations, Repaired, Snapshot, WorkerLine

_SENTENCE_CHARACTERS = 220
_KEY_CHARACTERS = 60
_AGAIN = "Try again"
_SEND = "Send again"
_DISCARD = "Discard"
_ALL_FAILED = Operations.requeue_all_failed
_ALL_DEAD = Operations.requeue_dead_letters


def show_failed(snapshot: Snapshot) -> None:
    """Jobs that ended without a report; each can be tried again while its file is kept."""
    with section("Failed", snapshot.failed_total, "failed"):
        if snapshot.failed_total > 1:
            _button("Try all again", "all-failed", _all, _ALL_FAILED, "job")
    with rows("failed"):
        for job in snapshot.failed[:ROWS]:
            with row(f"failed-{job.owner}-{job.job_id}"):
                two_columns(_job(job), _reason(job, snapshot.taken_at))
                _button(_AGAIN, f"again-{job.owner}-{job.job_id}", _try_again, job)
    more(snapshot.failed_total)


def show_dead_letters(snapshot: Snapshot) -> None:
    """Messages that no worker could do anything with."""
    with section("Dead letters", snapshot.dead_letters_total, "dead"):
        if snapshot.dead_letters_total > 1:
            _button("Send all again", "all-dead", _all, _ALL_DEAD, "dead letter")
    with rows("dead"):
        for letter in snapshot.dead_letters[:ROWS]:
            delivered = f"delivered {plural(letter.deliveries, 'time')}"
            died = f"{delivered} · {when(letter.died_at, snapshot.taken_at)}"
            with row(f"dead-{letter.number}"):
                two_columns(_letter(letter), f"{html.escape(letter.reason)}<small>{died}</small>")
                _menu(letter)
    more(snapshot.dead_letters_total)


def show_stalled(snapshot: Snapshot) -> None:
    """Jobs whose worker went silent."""
    section("Stalled", snapshot.stalled_total, "stalled", "They are picked up again by themselves.")
    _jobs("stalled", snapshot.stalled, snapshot.stalled_total, lambda job: _held(job, snapshot.taken_at))


def show_retrying(snapshot: Snapshot) -> None:
    """Jobs whose last attempt broke off, and why."""
    section("Tried again soon", snapshot.retrying_total, "retrying", "They go on by themselves.")
    _jobs(
        "retrying",
        snapshot.retrying,
        snapshot.retrying_total,
        lambda job: _reason(job, snapshot.taken_at),
    )


def show_unsent(snapshot: Snapshot) -> None:
    """Jobs that the queue does not know of yet."""
    section("Not yet in the queue", snapshot.unsent_total, "unsent", "They are sent by themselves.")
    _jobs(
        "unsent",
        snapshot.unsent,
        snapshot.unsent_total,
        lambda job: f"waiting<small>{when(job.waits_since, snapshot.taken_at)}</small>",
    )


def show_running(snapshot: Snapshot) -> None:
    """Jobs that workers are at."""
    section("Counting now", snapshot.running_total, "running")
    _jobs("running", snapshot.running, snapshot.running_total, _progress)


def show_workers(snapshot: Snapshot) -> None:
    """Workers that are alive, and those that ended without a goodbye a short while ago."""
    section("Workers", len(snapshot.workers), "workers")
    with rows("workers"):
        for worker in snapshot.workers:
            with row(f"worker-{worker.host}-{worker.pid}"):
                two_columns(_worker(worker), _state(worker, snapshot.taken_at))


def _jobs(key: str, jobs: list[JobLine], total: int, describe: Callable[[JobLine], str]) -> None:
    with rows(key):
        for job in jobs[:ROWS]:
            with row(f"{key}-{job.owner}-{job.job_id}"):
                two_columns(_job(job), describe(job))
    more(total)


def _job(job: JobLine) -> str:
    owner = f"owner {html.escape(job.owner)}" if job.owner else "external publisher"
    return f"<code>{html.escape(job.job_id)}</code><small>{owner} · {size(job.bytes)}</small>"


def _letter(letter: DeadMessage) -> str:
    named = f"job {html.escape(letter.job_id)}" if letter.job_id else "unreadable message"
    key = f" · {html.escape(shortened(letter.s3_key, _KEY_CHARACTERS))}" if letter.s3_key else ""
    message_id = f" · id {html.escape(letter.message_id)}" if letter.message_id else ""
    origin = f"message {letter.original_number}{message_id}{key}"
    return f"No. {letter.number} · {named}<small>{origin}</small>"


def _worker(worker: WorkerLine) -> str:
    return (
        f"<code>{html.escape(worker.worker)}</code><small>version {html.escape(worker.version)} · "
        f"{plural(worker.slots, 'slot')}</small>"
    )


def _state(worker: WorkerLine, now: datetime) -> str:
    if not worker.alive:
        return f"<b>silent</b>, last heard of {when(worker.beat_at, now)}"
    if worker.trouble:
        return f"<b>takes no jobs</b><small>{html.escape(worker.trouble)}</small>"
    busy = f"{len(worker.jobs)} of {worker.slots} busy" if worker.jobs else "free"
    return f"{busy}<small>started {when(worker.started_at, now)}</small>"


def _reason(job: JobLine, now: datetime) -> str:
    reason = html.escape(shortened(job.reason or "", _SENTENCE_CHARACTERS))
    return f"{reason}<small>{plural(job.attempts, 'attempt')} · {when(job.waits_since, now)}</small>"


def _held(job: JobLine, now: datetime) -> str:
    held = f" on {html.escape(job.worker)}" if job.worker else ""
    return f"silent{held}<small>{plural(job.attempts, 'attempt')} · {when(job.waits_since, now)}</small>"


def _progress(job: JobLine) -> str:
    progress = job.progress
    rows, done = (progress.rows, progress.share) if progress else (0, 0.0)
    held = f" · {html.escape(job.worker)}" if job.worker else ""
    speed = f" · {compact(round(progress.rows_per_second))} rows a second" if progress and rows else ""
    return (
        f'<progress max="1" value="{done:.3f}" aria-label="Progress"></progress> {share(done, 1)}'
        f"<small>{compact(rows)} rows{speed}{held}</small>"
    )


def _button(label: str, key: str, action: Callable[..., None], *arguments: object) -> None:
    st.button(
        label,
        key=f"operations-{key}",
        icon=":material/replay:",
        type="tertiary",
        on_click=action,
        args=arguments,
        width="content",
    )


def _menu(letter: DeadMessage) -> None:
    chosen = st.menu_button(
        "Actions",
        [_SEND, _DISCARD],
        icon=":material/more_vert:",
        type="tertiary",
        key=f"menu-dead-{letter.number}",
    )
    operations = current_operations()
    if chosen == _SEND:
        act(
            lambda: _call(operations.requeue_dead_letter, letter.number),
            f"Dead letter {letter.number} is in the queue again.",
        )
    elif chosen == _DISCARD:
        act(
            lambda: _call(operations.discard_dead_letter, letter.number),
            f"Dead letter {letter.number} is gone for good.",
        )
    if chosen:
        st.rerun(scope="fragment")


def _try_again(job: JobLine) -> None:
    act(
        lambda: backend().call(current_operations().requeue, job.ref),
        f"Job {literal(job.job_id)} is counted again.",
    )


def _all(action: Callable[[Operations], Awaitable[Repaired]], noun: str) -> None:
    def run() -> str:
        repaired = backend().call(action, current_operations())
        left = f" {plural(repaired.left, noun)} could not be helped." if repaired.left else ""
        return f"{plural(repaired.done, noun)} in the queue again.{left}"

    act(run, None)


def _call(action: Callable[[int], Awaitable[None]], number: int) -> None:
    backend().call(action, number)
