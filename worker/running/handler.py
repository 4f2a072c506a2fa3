"""What a worker does with a message: from there to a settled job."""

from __future__ import annotations

import structlog

from worker.errors import AudienceError, DeadLetter, FileRefused, JobDeleted, NotNow, PutBack
from worker.jobs.object_keys import JobRef
from worker.observing import metrics
from worker.observing.fitness import Fitness
from worker.observing.presence import Presence
from worker.processing.attempt import Attempts
from worker.processing.claiming import Claims
from worker.queue.contract import ProcessAudience
from worker.running.consumer import Handler

_log = structlog.get_logger()


def message_handler(
    claims: Claims,
    attempts: Attempts,
    presence: Presence,
    *,
    someone_else_seconds: float,
    fitness: Fitness | None = None,
) -> Handler:
    """What one worker does with each message.

    It returns when the job has ended, raises PutBack when another attempt must follow, and DeadLetter when
    the message names no upload or contradicts its job.

    Args:
        claims: takes a message's job.
        attempts: works on it.
        presence: tells operators what the worker is at.
        someone_else_seconds: when to look again at a job that another worker holds.
        fitness: of the worker, which takes no job while it cannot count; None: it always can.
    """

    async def handle(message: ProcessAudience, *, is_repeated: bool) -> None:
        if fitness and not await fitness.is_able():
            raise PutBack(0)
        try:
            ref = JobRef.from_message(message.job_id, message.s3_key)
            claimed = await claims.claim(ref, message.s3_key, is_repeated=is_repeated)
            if claimed:
                with presence.working_on(ref.job_id), metrics.job_in_hand(claimed.record):
                    metrics.job_ended(await attempts.make(claimed))
        except NotNow:
            raise PutBack(someone_else_seconds) from None
        except JobDeleted:
            return
        except PutBack:
            metrics.job_handed_back()
            raise
        except FileRefused as refusal:
            raise DeadLetter(refusal.message) from None
        except AudienceError as error:
            _log.warning("job.not_claimed", code=error.code)
            raise PutBack from None

    return handle
