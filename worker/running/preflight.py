"""A look at the operator's servers before anything relies on them."""

from __future__ import annotations

from worker.errors import BrokerUnavailable, StorageUnavailable
from worker.queue.contract import make_server
from worker.settings import Settings
from worker.storage.client import open_storage


async def check_servers(settings: Settings) -> list[str]:
    """What is wrong with S3 and the broker, one sentence each; empty when all is well.

    Servers that do not answer may come back, so they are only reported.

    Raises:
        ConfigurationError: the bucket is missing or credentials are refused, which no waiting mends.
    """
    troubles: list[str] = []
    try:
        async with open_storage(settings) as storage:
            await storage.check()
    except StorageUnavailable as error:
        troubles.append(error.message)
    try:
        async with make_server(settings).connection():
            pass
    except BrokerUnavailable as error:
        troubles.append(error.message)
    return troubles
