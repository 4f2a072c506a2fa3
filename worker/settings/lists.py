"""Settings that are lists: people by email address or domain, networks, and origins of other pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import ip_network
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_settings import NoDecode

_EMAIL = re.compile(r"[^@\s,*]+@[^@\s,*]+")
_DOMAIN = re.compile(r"[^@\s,*/:]+")
_ORIGIN = re.compile(r"https?://(?:\*\.)?[0-9A-Za-z.-]+(?::\d{1,5})?")


def _each(pattern: re.Pattern[str], advice: str) -> Callable[[object], object]:
    """A validator of values separated by commas; one list that names nobody must not mean everybody."""

    def read(text: object) -> object:
        if not isinstance(text, str):
            return text
        values = frozenset(filter(None, (value.strip().lower() for value in text.split(","))))
        if not values or not all(pattern.fullmatch(value) for value in values):
            raise ValueError(advice)
        return values

    return read


def _ancestors(text: object) -> object:
    words = str(text).replace("'", "").split()
    if words == ["none"] or (words and all(word == "self" or _ORIGIN.fullmatch(word) for word in words)):
        return " ".join(f"'{word}'" if word in {"none", "self"} else word for word in words)
    raise ValueError("give none, or self and origins such as https://intranet.example.com")


def _networks(text: object) -> object:
    if not isinstance(text, str):
        return text
    try:
        networks = [ip_network(value.strip()) for value in text.split(",")]
    except ValueError:
        networks = []
    if not networks or not all(network.prefixlen for network in networks):
        raise ValueError("give addresses or networks such as 10.0.0.0/24, separated by commas")
    return frozenset(map(str, networks))


Emails = Annotated[
    frozenset[str],
    NoDecode,
    BeforeValidator(_each(_EMAIL, "give email addresses, separated by commas")),
]
Domains = Annotated[
    frozenset[str],
    NoDecode,
    BeforeValidator(_each(_DOMAIN, "give domains such as example.org, separated by commas")),
]
Proxies = Annotated[frozenset[str], NoDecode, BeforeValidator(_networks)]
FrameAncestors = Annotated[str, BeforeValidator(_ancestors)]
