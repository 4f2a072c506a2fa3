"""Running an actor on the queue: how its outcome settles its message, and what happens at shutdown.

How a message ends:

- the actor returns: acknowledged, and the broker has confirmed it;
- it raises `PutBack(seconds)`: delivered again after that time, to any worker;
- it raises `PutBack()`: the same after about 1, 2, 4 … 30 s, growing with the deliveries;
- it raises `DeadLetter(reason)`, or the message is malformed and the actor never runs: dead-letter stream;
- it raises anything else, even a stray `CancelledError`: as by `PutBack()`.

What `Repid.run_worker` does at SIGTERM or SIGINT: it pauses the server, which sets `server.draining`, and
starts nothing more. It waits `graceful_shutdown_time` for running actors. Those left are cancelled and their
messages put back at once, *before* the actors have cleaned up, which it does not wait for. Then it returns
normally: the exit code is the caller's. A second signal ends the process as if it had no handler.

So that a job handed back starts elsewhere at once, its actor must watch `server.draining` itself: end its
work when the grace time is over, give up its claim, then raise `PutBack(0)`. `graceful_shutdown_time` must be
some seconds longer than that grace time and is only the backstop. `tasks_limit` is the number of slots: no
more messages are fetched than that.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Annotated, Any, Literal, Protocol

import structlog
from pydantic import ValidationError
from repid import ActorData, FullPayload, PydanticConverter, Repid, Router, catch_all_routing_strategy
from repid.connections.abc import ReceivedMessageT
from repid.data.message_schema import ActorMessageMetadata
from repid.dependencies import DependencyContext

from worker.errors import AudienceError, DeadLetter, PutBack
from worker.queue.contract import EXAMPLE, ProcessAudience, channel
from worker.queue.jetstream import JetStreamMessage

__all__ = ["serve"]

_log = structlog.get_logger()

_JOB_ID_RULE = "must be an integer, or 1 to 64 of the characters 0-9 A-Z a-z _ -"


class Handler(Protocol):
    """What is done with a message; see above for how that settles it."""

    async def __call__(self, message: ProcessAudience, *, is_repeated: bool) -> None:
        """Do it.

        Args:
            message: what to do.
            is_repeated: whether the job may have heard the same before, by this message or an earlier one.
        """


def serve(app: Repid, handle: Handler) -> None:
    """Have the channel's actor hand its messages to `handle`; `app.run_worker` then runs it, see above."""
    router = Router(channel=channel())

    @router.actor(
        routing_strategy=catch_all_routing_strategy,
        converter=StrictConverter,
        middlewares=[follow_the_job, log_actor_errors, settle_failures],
        timeout=float("inf"),
        title="Make a report",
        summary="Count the customers of a CSV file by country and write the summary beside it.",
        description="The raw file is deleted when the report is durable.",
        message_schema=ActorMessageMetadata(title="Count a file", examples=(EXAMPLE,)),
    )
    async def process_audience(
        message: Annotated[ProcessAudience, FullPayload()], is_repeated: Annotated[bool, IsRepeated()]
    ) -> None:
        await handle(message, is_repeated=is_repeated)

    app.include_router(router)


class IsRepeated:
    """Repid's dependency: whether the message came before, or one of this product's with the same job did."""

    async def resolve(self, *, context: DependencyContext) -> bool:
        """The actor's argument."""
        message, job_id = context.message, context.parsed_kwargs["message"].job_id
        return (isinstance(message, JetStreamMessage) and message.deliveries > 1) or _is_ours(message, job_id)


def _is_ours(message: ReceivedMessageT, job_id: int | str) -> bool:
    """Whether a page or a worker sent it: by the id that they give a job's messages."""
    message_id = (message.headers or {}).get("Nats-Msg-Id", "")
    return re.fullmatch(rf"[^/]*/{re.escape(str(job_id))}/\d+", message_id) is not None


class StrictConverter(PydanticConverter):
    """Repid's converter, telling a malformed message apart from an actor that failed."""

    async def convert_inputs(self, **context: Any) -> tuple[list[Any], dict[str, Any]]:
        """The actor's arguments.

        Raises:
            DeadLetter: the message is malformed; the reason names the fault, never the content.
        """
        try:
            return await super().convert_inputs(**context)
        except ValidationError as error:
            raise DeadLetter(_fault(error)) from None
        except ValueError:
            raise DeadLetter("The message's content type is not application/json.") from None


async def follow_the_job(
    call_next: Callable[[ReceivedMessageT, ActorData], Coroutine[Any, Any, Any]],
    message: ReceivedMessageT,
    actor: ActorData,
) -> Any:
    """Have all that is logged about a message carry its job's id; what is malformed may hold anything."""
    try:
        named = {"job_id": str(ProcessAudience.model_validate_json(message.payload).job_id)}
    except ValidationError:
        named = {}
    with structlog.contextvars.bound_contextvars(**named):
        return await call_next(message, actor)


async def log_actor_errors(
    call_next: Callable[[ReceivedMessageT, ActorData], Coroutine[Any, Any, Any]],
    message: ReceivedMessageT,
    actor: ActorData,
) -> Any:
    """Log what Repid would not: an actor's failure, in one line without the message's content."""
    try:
        return await call_next(message, actor)
    except PutBack as error:
        _log.info("message.put_back", message_id=message.message_id, seconds=error.delay_seconds)
        raise
    except DeadLetter:
        raise  # logged where it is buried, with its reason
    except AudienceError as error:
        _log.error("actor.failed", message_id=message.message_id, code=error.code)
        raise
    except Exception as error:
        _log.error("actor.failed", message_id=message.message_id, error=type(error).__name__)
        raise


async def settle_failures(
    call_next: Callable[[ReceivedMessageT, ActorData], Coroutine[Any, Any, Any]],
    message: ReceivedMessageT,
    actor: ActorData,
) -> Any:
    """Have a failed actor's message settled by its error; Repid tells the message how, but not why.

    What Repid leaves unsettled is put back: a message whose actor was not cancelled but raised it.
    """

    def settled_by(error: BaseException) -> Literal["nack", "reject"]:
        if isinstance(message, JetStreamMessage):
            message.cause = error
        return "nack" if isinstance(error, DeadLetter) else "reject"

    try:
        return await call_next(message, replace(actor, on_error=settled_by))
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
        _log.error("actor.failed", message_id=message.message_id, error="CancelledError")
        settled_by(error)
        await message.reject()
        raise PutBack from None


def _fault(error: ValidationError) -> str:
    faults: dict[str, str] = {}
    for fault in error.errors(include_url=False, include_context=False, include_input=False):
        field = str(fault["loc"][0]) if fault["loc"] else "the message"
        if field == "job_id" and fault["type"] != "missing":
            faults[field] = _JOB_ID_RULE
        else:
            faults.setdefault(field, fault["msg"])
    return "Malformed: " + "; ".join(f"{field}: {text}" for field, text in faults.items()) + "."
