"""Structured logs, for people in a terminal, else as JSON; never an email, a presigned URL or a secret."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from typing import Any

import structlog
from structlog.typing import Processor

from worker.text.unseen import escaped

_SECRETS = re.compile(
    r"""(?ix)
    https?://[^\s"'<>]*[?&](?:X-Amz-|AWSAccessKeyId=|Signature=)[^\s"'<>]*  # a presigned URL
    | X-Amz-[\w-]+=[^&\s"']+                                               # what is left of a torn one
    | (?<=://)[^/\s@]+@                                                    # a URL's user and password
    | [^\s"'<>@/=,;()]+@[^\s"'<>@/=,;()]+\.\w+                             # an email address
    """
)
_HIDDEN = "[hidden]"
_QUIET = (
    "aioboto3",
    "aiobotocore",
    "aiohttp.access",
    "boto3",
    "botocore",
    "urllib3",
    "uvicorn",
    "uvicorn.access",  # the addresses of a login carry its code
    "uvicorn.error",
    "websockets",
)


def configure_logs(level: str) -> None:
    """Send the product's and its libraries' logs to stderr, in one format."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_rendering(is_terminal=sys.stderr.isatty()),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for noisy in _QUIET:
        logging.getLogger(noisy).setLevel(logging.WARNING)


def adopt_loggers(names: Iterable[str]) -> None:
    """Let loggers that a library set up for itself speak through ours, too, so that secrets are hidden."""
    for name in names:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True


def hide_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """The last safety net: hide what looks like an email address, URL credentials or a presigned URL."""
    return {key: _hidden(value) for key, value in event.items()}


def _rendering(*, is_terminal: bool) -> list[Processor]:
    """Tracebacks come before secrets are hidden, and show no local variables, which hold files' names."""
    if is_terminal:
        console = structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback
        )
        return [structlog.processors.format_exc_info, hide_secrets, console, _without_controls]
    tracebacks = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    return [
        structlog.processors.ExceptionRenderer(tracebacks),
        hide_secrets,
        structlog.processors.JSONRenderer(),
    ]


def _without_controls(_logger: Any, _method: str, line: Any) -> str:
    return escaped(str(line))


def _hidden(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {key: _hidden(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_hidden(item) for item in value]
    return _SECRETS.sub(_HIDDEN, str(value))
