"""`python -m worker status`, `requeue`, `discard`, `end-sessions` and `forget`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import asdict

from worker.audit import OPERATOR, Act, Entry, audited
from worker.commands.status_text import as_text
from worker.errors import AudienceError
from worker.jobs.record import JobRecord
from worker.jobs.store import JobStore
from worker.logins import Logins, limits_of
from worker.operations.console import Operations, Repaired, open_operations
from worker.operations.forgetting import Forgetting, Remains
from worker.settings import Settings
from worker.setup.access_check import require_access
from worker.setup.bucket_rules import administrator
from worker.storage.client import open_storage


def operate(settings: Settings, options: argparse.Namespace) -> int:
    """Run an operator's command; 0, or 1 when S3 or the queue could not be asked.

    Raises:
        AudienceError: it could not be done; its sentence says why.
    """
    if options.command == "forget":
        return asyncio.run(_forget(settings, options.owner, is_agreed=options.yes))
    return asyncio.run(_operate(settings, options))


async def _forget(settings: Settings, owner: str, *, is_agreed: bool) -> int:
    """Remove all of one owner, after asking on a terminal; 0, or 1 when the answer was no."""
    async with open_storage(settings) as storage:
        forgetting = Forgetting(storage, JobStore(storage), owner, lease_seconds=settings.lease_seconds)
        logins = Logins(storage, limits_of(settings))
        remains = await forgetting.look()
        if remains.is_nothing and not [login async for login in logins.of_owner(owner)]:
            _say(f"Nothing is left of {owner}.")
            return 0
        if not is_agreed and not _agrees(owner, remains):
            _say("Nothing was removed.")
            return 1
        with audited(OPERATOR, Entry(Act.FORGET, owner=owner)) as entry:
            require_access(administrator(settings), settings.s3_bucket, "dashboard")
            try:
                if ended := await logins.forget(owner):
                    _say(f"Ended and forgotten: {_count(ended, 'session')}.")
                await forgetting.forget()
            finally:
                entry.removed = asdict(forgetting.removed)
                _say(f"Removed for good: {_listed(forgetting.removed)}.")
    return 0


def _agrees(owner: str, remains: Remains) -> bool:
    """Whether whoever is at the terminal wants this.

    Raises:
        AudienceError: there is no terminal to ask at.
    """
    if not sys.stdin.isatty():
        raise AudienceError("Nothing was removed: say --yes where nobody can be asked.")
    _say(f"{owner} has {_listed(remains)}. Jobs that run are cancelled, and all of it is removed for good.")
    sys.stdout.write("Go on? [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _listed(remains: Remains) -> str:
    if remains == Remains(ledgers=1):
        return "no job any more, only a list of when the last ones were begun"
    return (
        f"{_count(remains.records, 'job')}, {_count(remains.summaries, 'report')}, "
        f"{_count(remains.files, 'file')}, {_count(remains.unfinished, 'unfinished upload')}"
        f"{', what was remembered of countries' if remains.remembered else ''}"
    )


async def _operate(settings: Settings, options: argparse.Namespace) -> int:
    async with open_operations(settings) as operations:
        if options.command == "status":
            snapshot = await operations.snapshot()
            _say(snapshot.model_dump_json(indent=2) if options.json else as_text(snapshot))
            return 0 if snapshot.is_complete else 1
        _say(await _repair(operations, options))
    return 0


async def _repair(operations: Operations, options: argparse.Namespace) -> str:
    if options.command == "discard":
        await operations.discard_dead_letter(options.number)
        return f"Dead letter {options.number} is gone for good."
    if options.command == "end-sessions":
        return f"Ended: {_count(await operations.end_sessions(options.who), 'session')}."
    if options.all_failed:
        return _sum(await operations.requeue_all_failed(), "job", "its file is no longer kept")
    if options.dead_letters:
        return _sum(
            await operations.requeue_dead_letters(), "dead letter", "it was too large to be kept whole"
        )
    if options.dead_letter is not None:
        await operations.requeue_dead_letter(options.dead_letter)
        return f"Dead letter {options.dead_letter} is in the queue again."
    return await _again(operations, options)


async def _again(operations: Operations, options: argparse.Namespace) -> str:
    if options.file is not None:
        return f"The file is to be counted as job {(await operations.count_file(options.file)).job_id}."
    return _queued(await operations.requeue(await operations.find(options.job)))


def _queued(job: JobRecord) -> str:
    if job.enqueued_at is None:
        return f"Job {job.job_id} is to be counted again, as soon as the queue can be reached."
    return f"Job {job.job_id} is in the queue again."


def _sum(repaired: Repaired, noun: str, because: str) -> str:
    done = f"{_count(repaired.done, noun)} in the queue again."
    return done if not repaired.left else f"{done} {_count(repaired.left, noun)} left: {because}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
