"""S3's clients and S3's clock: each answer tells it, and each request is signed by it."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from botocore.auth import AUTH_TYPE_MAPS, SIGV4_TIMESTAMP

from worker.storage.clock import STORES_CLOCK, utc_now

T = TypeVar("T")

_SENT = "audience_sent"
_SIGNED = "timestamp"
_SIGNATURES = ("s3v4", "s3v4-query")
_REFUSED = 403
_TOO_SKEWED_SECONDS = 60
_OWN_TROUBLE = 500  # from here on a proxy may have answered, by a clock of its own


def by_stores_clock(client: T) -> T:
    """Have an S3 client, synchronous or not, tell and follow S3's clock; returns the client."""
    events = client.meta.events  # type: ignore[attr-defined]
    events.register("request-created.s3", _note_sending)
    events.register("response-received.s3", _hear)
    events.register("needs-retry.s3", _sign_again)
    return client


def _note_sending(request: Any, **_: Any) -> None:
    request.context[_SENT] = time.monotonic()


def _hear(response_dict: dict[str, Any] | None, context: dict[str, Any], **_: Any) -> None:
    received = time.monotonic()
    if response_dict is None or response_dict["status_code"] >= _OWN_TROUBLE or _SENT not in context:
        return
    with suppress(KeyError, TypeError, ValueError):  # no date, or none that can be read
        stamped = parsedate_to_datetime(response_dict["headers"]["date"])
        STORES_CLOCK.hear(stamped, context[_SENT], received)


def _sign_again(response: Any, attempts: int, request_dict: dict[str, Any], **_: Any) -> float | None:
    """Repeat at once what was signed by this machine's clock, when S3's turns out to be another.

    An answer without a body does not say why it is a refusal.
    """
    if attempts > 1 or response is None or response[0].status_code != _REFUSED:
        return None
    with suppress(KeyError, ValueError):
        signed = datetime.strptime(request_dict["context"][_SIGNED], SIGV4_TIMESTAMP).replace(tzinfo=UTC)
        if abs((utc_now() - signed).total_seconds()) > _TOO_SKEWED_SECONDS:
            return 0
    return None


def _signing_by_stores_clock(kind: type[Any]) -> type[Any]:
    """A way to sign that differs from botocore's in the time alone."""

    class ByStoresClock(kind):  # type: ignore[misc]
        def _modify_request_before_signing(self, request: Any) -> None:
            request.context[_SIGNED] = utc_now().strftime(SIGV4_TIMESTAMP)
            super()._modify_request_before_signing(request)

    return ByStoresClock


AUTH_TYPE_MAPS.update({name: _signing_by_stores_clock(AUTH_TYPE_MAPS[name]) for name in _SIGNATURES})
