"""`python -m worker status`, `requeue` and `discard`."""

from __future__ import annotations

import argparse
import asyncio
import sys

from worker.jobs.record import JobRecord
from worker.operations.console import Operations, Repaired, open_operations
from worker.operations.report import as_text
from worker.settings import Settings


def operate(settings: Settings, options: argparse.Namespace) -> int:
    """Run an operator's command; 0, or 1 when S3 or the queue could not be asked.

    Raises:
        AudienceError: it could not be done; its sentence says why.
    """
    return asyncio.run(_operate(settings, options))


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
    if options.all_failed:
        return _sum(await operations.requeue_all_failed(), "job", "its file is no longer kept")
    if options.dead_letters:
        return _sum(
            await operations.requeue_dead_letters(), "dead letter", "it was too large to be kept whole"
        )
    if options.dead_letter is not None:
        await operations.requeue_dead_letter(options.dead_letter)
        return f"Dead letter {options.dead_letter} is in the queue again."
    return _queued(await operations.requeue(await operations.find(options.job)))


def _queued(job: JobRecord) -> str:
    if job.enqueued_at is None:
        return f"Job {job.job_id} is to be counted again, as soon as the queue can be reached."
    return f"Job {job.job_id} is in the queue again."


def _sum(repaired: Repaired, noun: str, because: str) -> str:
    def count(number: int) -> str:
        return f"{number} {noun}{'' if number == 1 else 's'}"

    done = f"{count(repaired.done)} in the queue again."
    return done if not repaired.left else f"{done} {count(repaired.left)} left: {because}."


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
