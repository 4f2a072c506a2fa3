"""Settings of which more is known than their type; what is wrong with one is said without repeating it."""

from __future__ import annotations

import ipaddress
import re
import ssl
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

_LABEL = r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
_BUCKET = re.compile(r"[A-Za-z0-9._-]{1,255}|arn:\S+")
_REGION = re.compile(rf"(?![0-9]+$){_LABEL}")


def _address(url: str) -> str:
    if not _is_address(url):
        raise PydanticCustomError(
            "address",
            "Input should be http:// or https:// and a host without underscores, like https://s3.example.com",
        )
    return url


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    is_whole = parts.scheme in {"http", "https"} and port != 0 and url.split() == [url]
    return is_whole and (_HOST.fullmatch(host) is not None or _is_ip_version_6(host))


def _is_ip_version_6(host: str) -> bool:
    try:
        ipaddress.IPv6Address(host)
    except ValueError:
        return False
    return True


def _bucket(name: str) -> str:
    if not _BUCKET.fullmatch(name):
        raise PydanticCustomError(
            "bucket", "Input should be a bucket's name: letters, digits, dots, hyphens and underscores"
        )
    return name


def _region(name: str) -> str:
    if not _REGION.fullmatch(name):
        raise PydanticCustomError("region", "Input should be a region's name, like eu-central-1")
    return name


def _authority(path: Path) -> Path:
    try:
        ssl.create_default_context(cafile=str(path))
    except OSError:
        raise PydanticCustomError(
            "authority", "Input should be a readable file of certificates in PEM"
        ) from None
    return path.absolute()


S3Address = Annotated[str, AfterValidator(_address)]
BucketName = Annotated[str, AfterValidator(_bucket)]
RegionName = Annotated[str, AfterValidator(_region)]
AuthorityFile = Annotated[Path, AfterValidator(_authority)]
LogLevel = Annotated[
    Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"],
    BeforeValidator(lambda name: name.strip().upper()),
]
