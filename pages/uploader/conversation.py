"""The browser's requests and the desk's answers, safe against requests that are lost, doubled or forged."""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any, TypedDict, cast

import structlog

from pages.uploader.lines import Line, line_of
from pages.uploader.pace import TOO_FAST, Pace
from pages.uploader.requests import (
    PRESIGNED_AT_ONCE,
    Begin,
    Cancel,
    Complete,
    Open,
    Presign,
    Recall,
    Request,
    Retry,
    Unreadable,
    Watch,
    read_outbox,
)
from pages.wording.translating import tr
from worker.desk.analyst import Desk
from worker.desk.preview import CountOptions
from worker.errors import AudienceError, JobNotFound, StorageUnavailable
from worker.jobs.record import JobRecord, JobState
from worker.storage.clock import utc_now
from worker.text.sentences import say

_log = structlog.get_logger()

_REMEMBERED = 100
_RECALLED = 20
_PATIENCE_SECONDS = 20.0
_COMPLETING_SECONDS = 2.0
_INTERNAL = say("Something went wrong here. It is tried again.")
_OUTDATED = say("This page is out of date. Reload it.")

_completing: set[asyncio.Task[JobRecord]] = set()  # the loop itself holds tasks only weakly


class Problem(TypedDict):
    """Why a request could not be met: a stable code and a sentence for the analyst."""

    code: str
    message: str


class Answer(TypedDict, total=False):
    """The answer to the request of this id: a result or an error."""

    id: str
    result: dict[str, Any]
    error: Problem


class Conversation:
    """What one browser session asked and was told.

    A request that comes again is not done again where that could matter. Use it within one event loop.

    Args:
        url_seconds: how long a presigned URL serves.

    Attributes:
        answers: those to the outbox heard last; what the browser has seen it asks no more.
    """

    def __init__(self, url_seconds: int) -> None:
        self._url_seconds = url_seconds
        self.answers: list[Answer] = []
        self._remembered: OrderedDict[str, Answer] = OrderedDict()
        self._completions: dict[str, asyncio.Task[JobRecord]] = {}
        self._destination: Open | None = None
        self._pace = Pace()
        self._handlers: dict[type[Any], Callable[[Desk, Any], Awaitable[dict[str, Any]]]] = {
            Begin: self._begin,
            Presign: self._presign,
            Complete: self._complete,
            Cancel: self._cancel,
            Retry: self._retry,
            Watch: self._watch,
            Recall: self._recall,
            Open: self._open,
        }

    async def hear(self, desk: Desk, outbox: Any) -> None:
        """Do what an outbox asks for; the outcome is in `answers`. Never raises for what a browser sent."""
        requests = read_outbox(outbox)
        self.answers = list(await asyncio.gather(*(self._answer(desk, request) for request in requests)))

    def take_destination(self) -> Open | None:
        """Where the analyst wants to go, once."""
        destination, self._destination = self._destination, None
        return destination

    async def _answer(self, desk: Desk, request: Request | Unreadable) -> Answer:
        if request.id in self._remembered:
            return self._remembered[request.id]
        answer = await self._attempt(desk, request)
        # Presigned URLs are long and cost nothing to make again; watching must see the newest.
        if "error" not in answer and not isinstance(request, Presign | Watch | Recall):
            self._remembered[request.id] = answer
            if len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)
        return answer

    async def _attempt(self, desk: Desk, request: Request | Unreadable) -> Answer:
        if isinstance(request, Unreadable):
            return _refused(request.id, "invalid_request", _OUTDATED)
        if not self._pace.allows(request):
            return _refused(request.id, "too_many_requests", TOO_FAST)
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                result = await self._handlers[type(request)](desk, request)
        except TimeoutError:
            return _refused(request.id, StorageUnavailable.code, StorageUnavailable().message)
        except AudienceError as error:
            _log.info("uploader.refused", op=request.op, code=error.code, job_id=_job_id(request))
            return _refused(request.id, error.code, error.message)
        except Exception:  # noqa: BLE001 - whatever happens, a page answers, and never with a traceback
            _log.exception("uploader.failed", op=request.op, job_id=_job_id(request))
            return _refused(request.id, AudienceError.code, _INTERNAL)
        return Answer(id=request.id, result=result)

    async def _begin(self, desk: Desk, request: Begin) -> dict[str, Any]:
        opened = await desk.begin(
            name=request.name,
            size=request.size,
            fingerprint=request.fingerprint,
            options=CountOptions(ask_first=request.ask_first, fold_gmail=request.fold_gmail),
        )
        count = math.ceil(request.size / opened.part_size)
        missing = sorted(set(range(1, count + 1)) - set(opened.arrived))[:PRESIGNED_AT_ONCE]
        urls = await desk.presign(opened.job.job_id, missing) if missing else {}
        return {
            "job_id": opened.job.job_id,
            "part_size": opened.part_size,
            "arrived": opened.arrived,
            "urls": urls,
            "url_seconds": self._url_seconds,
        }

    async def _presign(self, desk: Desk, request: Presign) -> dict[str, Any]:
        urls = await desk.presign(request.job_id, request.parts)
        return {"urls": urls, "url_seconds": self._url_seconds}

    async def _complete(self, desk: Desk, request: Complete) -> dict[str, Any]:
        """Complete in the background: for a huge file S3 takes minutes, and the pages must go on."""
        task = self._completions.get(request.job_id)
        if task is None:
            task = asyncio.create_task(desk.complete(request.job_id))
            self._completions[request.job_id] = task
            _completing.add(task)
            task.add_done_callback(_completing.discard)
        done, _ = await asyncio.wait({task}, timeout=_COMPLETING_SECONDS)
        if not done:
            return {"pending": True}
        self._completions.pop(request.job_id, None)
        return _shown(task.result())

    async def _cancel(self, desk: Desk, request: Cancel) -> dict[str, Any]:
        return _shown(await desk.cancel(request.job_id))

    async def _retry(self, desk: Desk, request: Retry) -> dict[str, Any]:
        return _shown(await desk.retry(request.job_id))

    async def _watch(self, desk: Desk, request: Watch) -> dict[str, Any]:
        return {"lines": await asyncio.gather(*(_look(desk, job_id) for job_id in request.jobs))}

    async def _recall(self, desk: Desk, _request: Recall) -> dict[str, Any]:
        jobs = [job for job in await desk.jobs() if job.is_running and job.owner == desk.owner]
        lines = await asyncio.gather(*(_recalled(desk, job) for job in jobs[:_RECALLED]))
        return {"lines": [line for line in lines if line]}

    async def _open(self, _desk: Desk, request: Open) -> dict[str, Any]:
        self._destination = request
        return {}


async def _look(desk: Desk, job_id: str) -> Line:
    try:
        job = await desk.job(job_id)
        expected = await desk.expectations.of([job])
        return line_of(job, utc_now(), expected=expected.get(job_id))
    except JobNotFound:
        return Line(job_id=job_id, state="unknown")


async def _recalled(desk: Desk, job: JobRecord) -> Line | None:
    if job.state is not JobState.UPLOADING:
        return line_of(job, utc_now())
    try:
        return line_of(job, utc_now(), arrived=await desk.arrived(job.job_id))
    except JobNotFound:
        return None


def _shown(job: JobRecord) -> dict[str, Any]:
    return {"line": cast("dict[str, Any]", line_of(job, utc_now()))}


def _refused(request_id: str, code: str, message: str) -> Answer:
    return Answer(id=request_id, error=Problem(code=code, message=tr(message)))


def _job_id(request: Request) -> str | None:
    return getattr(request, "job_id", None)
