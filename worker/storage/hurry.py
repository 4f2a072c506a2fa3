"""S3 for those whom somebody waits for: a storage that hangs is away, and known to be from then on."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import aiohttp
from botocore.exceptions import BotoCoreError, ClientError, ReadTimeoutError

from worker.tasks import end_tasks

if TYPE_CHECKING:
    from types_aiobotocore_s3 import S3Client as AsyncS3Client

_PROBE_SECONDS = 10.0
_LOOKS, _MOST_LOOKS = 3, 15  # at a request, before patience ends with silence, and with the request
_SLOW = frozenset({"complete_multipart_upload"})  # making an object of many parts takes as long as it takes
_Answer = TypeVar("_Answer")


@asynccontextmanager
async def hurried(
    client: AsyncS3Client, bucket: str, patience_seconds: float
) -> AsyncIterator[AsyncS3Client]:
    """The client, whose requests fail with ReadTimeoutError when the storage answers nothing for this time.

    From then on they fail at once, until it answers again: a page makes many requests, and must not wait for
    each.
    """
    pulse = _Pulse(client, bucket, patience_seconds)
    try:
        yield cast("AsyncS3Client", _Hurried(client, pulse))
    finally:
        await pulse.end()


class _Pulse:
    """Whether the storage answers: one that is slow with a request still answers others, or a small one.

    Time is counted in looks, each after a wait: a process that is short of time itself waits longer.
    """

    def __init__(self, client: AsyncS3Client, bucket: str, patience_seconds: float) -> None:
        self._client = client
        self._bucket = bucket
        self._look_seconds = patience_seconds / _LOOKS
        self._answers = 0
        self._probing: asyncio.Task[None] | None = None
        self._is_lost = False

    async def hurry(self, ask: Callable[[], Awaitable[_Answer]]) -> _Answer:
        """Ask and wait for the answer, if that is worth it.

        Raises:
            ReadTimeoutError: nothing is answered, now or since a while; or this request is not, for long.
        """
        if self._is_lost:
            raise ReadTimeoutError(endpoint_url="")
        request = asyncio.ensure_future(ask())
        try:
            await self._watch(request)
        finally:
            request.cancel()
            await asyncio.wait({request})
        self._answers += 1
        return request.result()

    async def end(self) -> None:
        """Stop looking whether it is back."""
        if self._probing is not None:
            await end_tasks([self._probing])

    async def _watch(self, request: asyncio.Future[Any]) -> None:
        """Wait until there is an answer, and no longer than other requests are answered."""
        looks = silent = 0
        answers = self._answers
        while not (await asyncio.wait({request}, timeout=self._look_seconds))[0]:
            looks += 1
            silent = silent + 1 if answers == self._answers else 0
            answers = self._answers
            if silent and self._probing is None:
                self._probing = asyncio.create_task(self._probe())
            self._is_lost = self._is_lost or silent >= _LOOKS
            if self._is_lost or looks >= _MOST_LOOKS:
                raise ReadTimeoutError(endpoint_url="")

    async def _probe(self) -> None:
        """Ask until there is an answer, whatever it says."""
        answered = False
        while not answered:
            with suppress(TimeoutError):
                async with asyncio.timeout(_PROBE_SECONDS):
                    with suppress(BotoCoreError, ClientError, aiohttp.ClientError):
                        await self._client.head_bucket(Bucket=self._bucket)
                    answered = True
        self._answers += 1
        self._is_lost = False
        self._probing = None


class _Hurried:
    def __init__(self, client: AsyncS3Client, pulse: _Pulse) -> None:
        self._client = client
        self._pulse = pulse

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._client, name)
        if name in _SLOW:
            return call

        async def answered(**request: Any) -> Any:
            answer = await self._pulse.hurry(lambda: call(**request))
            if isinstance(answer, dict) and "Body" in answer:
                answer["Body"] = _Body(answer["Body"], self._pulse)
            return answer

        return answered

    def get_paginator(self, operation: str) -> _Paginator:
        return _Paginator(self._client.get_paginator(cast("Any", operation)), self._pulse)


class _Paginator:
    def __init__(self, paginator: Any, pulse: _Pulse) -> None:
        self._paginator = paginator
        self._pulse = pulse

    async def paginate(self, **request: Any) -> AsyncIterator[Any]:
        pages = aiter(self._paginator.paginate(**request))
        with suppress(StopAsyncIteration):
            while True:
                yield await self._pulse.hurry(lambda: anext(pages))


class _Body:
    def __init__(self, body: Any, pulse: _Pulse) -> None:
        self._body = body
        self._pulse = pulse

    async def __aenter__(self) -> Self:
        await self._body.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._body.__aexit__(kind, error, trace)

    async def read(self) -> bytes:
        return cast("bytes", await self._pulse.hurry(self._body.read))
