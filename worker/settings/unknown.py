"""Names of settings that do not exist: a misspelt one must not leave open what it was to close."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from worker.errors import ConfigurationError
from worker.faults import VARIABLES

_PREFIX = "AUDIENCE_"
_OF_KUBERNETES = re.compile(r"_(?:SERVICE_(?:HOST|PORT(?:_\w+)?)|PORT_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?)$")
_LINK = re.compile(r"(?:tcp|udp|sctp)://")
"""Kubernetes tells each container of the services beside it; one may be called `audience-s3`."""


def refuse_unknown(environment: Mapping[str, str], known: Collection[str]) -> None:
    """Refuse variables that look like settings and are none; empty ones count as not set.

    Args:
        environment: variables and their values.
        known: names of the settings, without their prefix, in any case.

    Raises:
        ConfigurationError: naming each, with the setting that was probably meant.
    """
    names = {name.upper() for name in known} | {name.removeprefix(_PREFIX) for name in VARIABLES}
    unknown = sorted(
        name
        for name, value in environment.items()
        if value and _is_unknown(name, names) and not _is_link(name, value)
    )
    if unknown:
        raise ConfigurationError(f"Unusable settings: {'; '.join(_told(name, names) for name in unknown)}.")


def _is_unknown(name: str, names: Collection[str]) -> bool:
    return name.upper().startswith(_PREFIX) and name.upper().removeprefix(_PREFIX) not in names


def _is_link(name: str, value: str) -> bool:
    return bool(_OF_KUBERNETES.search(name) or (name.endswith("_PORT") and _LINK.match(value)))


def _told(name: str, names: Collection[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - few misspell

    nearest = get_close_matches(name.upper().removeprefix(_PREFIX), names, n=1)
    return f"{name} does not exist{f', did you mean {_PREFIX}{nearest[0]}?' if nearest else ''}"
