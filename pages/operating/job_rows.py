"""The operators' lists: a row for each job, worker or dead letter, with what can be done about it."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable
from datetime import datetime

import streamlit as st

from pages.access.visitor import current_operations
from pages.backend import backend
from pages.operating.frame import ROWS, act, more, row, rows, section, two_columns
from pages.wording.formats import compact, share, shortened, size
from pages.wording.markdown import literal
from pages.wording.reader_time import when
from pages.wording.translating import tr, trn
from worker.operations import DeadMessage, JobLine, Snapshot, WorkerLine
from worker.text.sentences import say

_SENTENCE_CHARACTERS = 220
_KEY_CHARACTERS = 60
_AGAIN = say("Try again")
_SEND = say("Send again")
_DISCARD = say("Discard")


def show_failed(snapshot: Snapshot) -> None:
    """Jobs that ended without a report; each can be tried again while its file is kept."""
    with section(say("Failed"), snapshot.failed_total, "failed"):
        if snapshot.failed_total > 1:
            _button(say("Try all again"), "all-failed", _try_all_again)
    with rows("failed"):
        for job in snapshot.failed[:ROWS]:
            with row(f"failed-{job.owner}-{job.job_id}"):
                two_columns(_job(job), _reason(job, snapshot.taken_at))
                _button(_AGAIN, f"again-{job.owner}-{job.job_id}", _try_again, job)
    more(snapshot.failed_total)


def show_dead_letters(snapshot: Snapshot) -> None:
    """Messages that no worker could do anything with."""
    with section(say("Dead letters"), snapshot.dead_letters_total, "dead"):
        if snapshot.dead_letters_total > 1:
            _button(say("Send all again"), "all-dead", _send_all_again)
    with rows("dead"):
        for letter in snapshot.dead_letters[:ROWS]:
            delivered = trn("delivered {count} time", "delivered {count} times", letter.deliveries)
            died = f"{delivered} · {when(letter.died_at, snapshot.taken_at)}"
            with row(f"dead-{letter.number}"):
                two_columns(_letter(letter), f"{html.escape(letter.reason)}<small>{died}</small>")
                _menu(letter)
    more(snapshot.dead_letters_total)


def show_stalled(snapshot: Snapshot) -> None:
    """Jobs whose worker went silent."""
    section(say("Stalled"), snapshot.stalled_total, "stalled", say("They are picked up again by themselves."))
    _jobs("stalled", snapshot.stalled, snapshot.stalled_total, lambda job: _held(job, snapshot.taken_at))


def show_retrying(snapshot: Snapshot) -> None:
    """Jobs whose last attempt broke off, and why."""
    section(say("Tried again soon"), snapshot.retrying_total, "retrying", say("They go on by themselves."))
    _jobs(
        "retrying",
        snapshot.retrying,
        snapshot.retrying_total,
        lambda job: _reason(job, snapshot.taken_at),
    )


def show_unsent(snapshot: Snapshot) -> None:
    """Jobs that the queue does not know of yet."""
    section(say("Not yet in the queue"), snapshot.unsent_total, "unsent", say("They are sent by themselves."))
    _jobs(
        "unsent",
        snapshot.unsent,
        snapshot.unsent_total,
        lambda job: f"{tr('waiting')}<small>{when(job.waits_since, snapshot.taken_at)}</small>",
    )


def show_running(snapshot: Snapshot) -> None:
    """Jobs that workers are at."""
    section(say("Counting now"), snapshot.running_total, "running")
    _jobs("running", snapshot.running, snapshot.running_total, _progress)


def show_workers(snapshot: Snapshot) -> None:
    """Workers that are alive, and those that ended without a goodbye a short while ago."""
    section(say("Workers"), len(snapshot.workers), "workers")
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
    owner = tr("owner {name}", name=html.escape(job.owner)) if job.owner else tr("external publisher")
    return f"<code>{html.escape(job.job_id)}</code><small>{owner} · {size(job.bytes)}</small>"


def _letter(letter: DeadMessage) -> str:
    named = tr("job {name}", name=html.escape(letter.job_id)) if letter.job_id else tr("unreadable message")
    key = f" · {html.escape(shortened(letter.s3_key, _KEY_CHARACTERS))}" if letter.s3_key else ""
    message_id = f" · {tr('id {name}', name=html.escape(letter.message_id))}" if letter.message_id else ""
    origin = tr("message {number}", number=letter.original_number) + message_id + key
    return f"{tr('No. {number}', number=letter.number)} · {named}<small>{origin}</small>"


def _worker(worker: WorkerLine) -> str:
    version = tr("version {name}", name=html.escape(worker.version))
    slots = trn("{count} slot", "{count} slots", worker.slots)
    return f"<code>{html.escape(worker.worker)}</code><small>{version} · {slots}</small>"


def _state(worker: WorkerLine, now: datetime) -> str:
    if not worker.alive:
        return f"<b>{tr('silent')}</b>, {tr('last heard of {when}', when=when(worker.beat_at, now))}"
    if worker.trouble:
        return f"<b>{tr('takes no jobs')}</b><small>{html.escape(tr(worker.trouble))}</small>"
    busy = tr("{number} of {slots} busy", number=len(worker.jobs), slots=worker.slots)
    started = tr("started {when}", when=when(worker.started_at, now))
    return f"{busy if worker.jobs else tr('free')}<small>{started}</small>"


def _reason(job: JobLine, now: datetime) -> str:
    reason = html.escape(shortened(tr(job.sentence), _SENTENCE_CHARACTERS))
    return f"{reason}<small>{_attempts(job)} · {when(job.waits_since, now)}</small>"


def _attempts(job: JobLine) -> str:
    return trn("{count} attempt", "{count} attempts", job.attempts)


def _held(job: JobLine, now: datetime) -> str:
    held = tr("silent on {worker}", worker=html.escape(job.worker)) if job.worker else tr("silent")
    return f"{held}<small>{_attempts(job)} · {when(job.waits_since, now)}</small>"


def _progress(job: JobLine) -> str:
    progress = job.progress
    rows, done = (progress.rows, progress.share) if progress else (0, 0.0)
    held = f" · {html.escape(job.worker)}" if job.worker else ""
    text = trn("{rows} row", "{rows} rows", rows, rows=compact(rows))
    if progress and rows:
        speed = compact(round(progress.rows_per_second))
        text = tr("{rows} rows · {speed} rows a second", rows=compact(rows), speed=speed)
    return (
        f'<progress max="1" value="{done:.3f}" aria-label="{tr("Progress")}"></progress> {share(done, 1)}'
        f"<small>{text}{held}</small>"
    )


def _button(label: str, key: str, action: Callable[..., None], *arguments: object) -> None:
    st.button(
        tr(label),
        key=f"operations-{key}",
        icon=":material/replay:",
        type="tertiary",
        on_click=action,
        args=arguments,
        width="content",
    )


def _menu(letter: DeadMessage) -> None:
    chosen = st.menu_button(
        tr("Actions"),
        [_SEND, _DISCARD],
        format_func=tr,
        icon=":material/more_vert:",
        type="tertiary",
        key=f"menu-dead-{letter.number}",
    )
    operations = current_operations()
    if chosen == _SEND:
        act(
            lambda: _call(operations.requeue_dead_letter, letter.number),
            tr("Dead letter {number} is in the queue again.", number=letter.number),
        )
    elif chosen == _DISCARD:
        act(
            lambda: _call(operations.discard_dead_letter, letter.number),
            tr("Dead letter {number} is gone for good.", number=letter.number),
        )
    if chosen:
        st.rerun(scope="fragment")


def _try_again(job: JobLine) -> None:
    act(
        lambda: backend().call(current_operations().requeue, job.ref),
        tr("Job {name} is counted again.", name=literal(job.job_id)),
    )


def _try_all_again() -> None:
    def run() -> str:
        repaired = backend().call(current_operations().requeue_all_failed)
        done = trn("{count} job in the queue again.", "{count} jobs in the queue again.", repaired.done)
        left = trn("{count} job could not be helped.", "{count} jobs could not be helped.", repaired.left)
        return f"{done} {left}" if repaired.left else done

    act(run, None)


def _send_all_again() -> None:
    def run() -> str:
        repaired = backend().call(current_operations().requeue_dead_letters)
        done = trn(
            "{count} dead letter in the queue again.",
            "{count} dead letters in the queue again.",
            repaired.done,
        )
        left = trn(
            "{count} dead letter could not be helped.",
            "{count} dead letters could not be helped.",
            repaired.left,
        )
        return f"{done} {left}" if repaired.left else done

    act(run, None)


def _call(action: Callable[[int], Awaitable[None]], number: int) -> None:
    backend().call(action, number)
