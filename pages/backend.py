"""The pages' one door to S3 and the queue: an event loop in the background, shared by all sessions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager
from functools import partial
from typing import Any, ParamSpec, TypeVar

import streamlit as st
from anyio.from_thread import BlockingPortal, start_blocking_portal

from worker.desk.desks import Desks, open_desks
from worker.logins import LoginStanding, open_standing
from worker.operations import Operations, open_operations
from worker.queue.contract import Publisher
from worker.settings import Settings, load_settings

_PATIENCE_SECONDS = 3.0  # of whoever waits for a page
_P = ParamSpec("_P")
_T = TypeVar("_T")


class Backend:
    """Runs the contract's coroutines for synchronous pages."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._portal_context = start_blocking_portal("asyncio")
        self._portal: BlockingPortal = self._portal_context.__enter__()
        self._opened: list[AbstractContextManager[Any]] = []
        self.desks: Desks = self._open(_reception(settings))
        self.operations: Operations = self._open(open_operations(settings, self.desks))
        self.standing: LoginStanding = self._open(open_standing(settings, self.desks.storage))

    def call(self, function: Callable[_P, Awaitable[_T]], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run a coroutine function and wait for its result; what it raises is raised here."""
        return self._portal.call(partial(function, *args, **kwargs))

    async def ask(self, function: Callable[_P, Awaitable[_T]], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """The same for a coroutine of another loop."""
        future = self._portal.start_task_soon(partial(function, *args, **kwargs))
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """Close the connections and end the loop."""
        for opened in reversed(self._opened):
            opened.__exit__(None, None, None)
        self._portal_context.__exit__(None, None, None)

    def _open(self, context: AbstractAsyncContextManager[_T]) -> _T:
        opened = self._portal.wrap_async_context_manager(context)
        self._opened.append(opened)
        return opened.__enter__()


@st.cache_resource(show_spinner=False, on_release=Backend.close)
def backend() -> Backend:
    """The process-wide backend.

    Raises:
        ConfigurationError: the settings are unusable.
    """
    return Backend(load_settings())


@asynccontextmanager
async def _reception(settings: Settings) -> AsyncIterator[Desks]:
    async with (
        Publisher(settings) as publisher,
        open_desks(settings, publisher, _PATIENCE_SECONDS) as desks,
    ):
        yield desks
