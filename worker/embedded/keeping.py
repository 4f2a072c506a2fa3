"""Keeping the embedded stack there for as long as the dashboard lives, whatever ends its supervisor."""

from __future__ import annotations

import anyio
import anyio.to_thread
import structlog

from worker.embedded.launch import Launched
from worker.errors import ConfigurationError
from worker.settings import Settings, load_settings

_log = structlog.get_logger()

_LOOK_SECONDS = 0.5


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
        try:
            await anyio.to_thread.run_sync(launched.start_again)
        except ConfigurationError as error:
            raise ConfigurationError(
                f"Something ended the embedded servers, and they do not come back. {error.message}"
            ) from None
        if _addresses(load_settings()) != known:
            raise ConfigurationError(
                "Something ended the embedded servers, and their ports were taken when they came back. "
                "Start the dashboard again."
            )
        _log.info("embedded.back")


def _addresses(settings: Settings) -> tuple[str | None, str | None]:
    return settings.s3_endpoint, settings.broker_url
