"""Keeping the embedded stack there for as long as the dashboard lives, whatever ends its supervisor."""

from __future__ import annotations

from typing import NoReturn

import anyio
import anyio.to_thread
import structlog
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt, wait_fixed

from worker.embedded.launch import Launched
from worker.errors import ConfigurationError
from worker.settings import Settings, load_settings

_log = structlog.get_logger()

_LOOK_SECONDS = 0.5
_ATTEMPTS = 3


async def keep(launched: Launched) -> None:
    """Start the supervisor again whenever it has ended, and its servers with it; what they kept is there.

    Raises:
        ConfigurationError: they do not come back, or not where the pages know them.
    """
    known = _addresses(load_settings())
    while True:
        await anyio.sleep(_LOOK_SECONDS)
        if not launched.has_ended:
            continue
        _log.warning("embedded.ended", advice="something ended the embedded servers; they are started again")
        await _start_again(launched)
        if _addresses(load_settings()) != known:
            raise ConfigurationError(
                "Something ended the embedded servers, and their ports were taken when they came back. "
                "Start the dashboard again."
            )
        _log.info("embedded.back")


async def _start_again(launched: Launched) -> None:
    """Start it again, and once more when that is ended, too.

    Raises:
        ConfigurationError: they do not come back.
    """
    async for attempt in AsyncRetrying(
        retry=retry_if_exception_type(ConfigurationError),
        stop=stop_after_attempt(_ATTEMPTS),
        wait=wait_fixed(_LOOK_SECONDS),
        retry_error_callback=_give_up,
    ):
        with attempt:
            await anyio.to_thread.run_sync(launched.start_again)


def _give_up(state: RetryCallState) -> NoReturn:
    error = state.outcome.exception() if state.outcome else None
    reason = error.message if isinstance(error, ConfigurationError) else ""
    raise ConfigurationError(
        f"Something ended the embedded servers, and they do not come back. {reason}"
    ) from None


def _addresses(settings: Settings) -> tuple[str | None, str | None]:
    return settings.s3_endpoint, settings.broker_url
