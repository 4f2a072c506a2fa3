"""Where a file to count lies: values only, reading is in `byte_stream`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field

from worker.errors import ConfigurationError
from worker.storage.access import S3Access

_S3_SCHEME = "s3"


class LocalSource(BaseModel):
    """A file on this machine."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["local"] = "local"
    path: Path


class S3Source(BaseModel):
    """An object in S3."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["s3"] = "s3"
    bucket: str
    key: str
    access: S3Access


Source = Annotated[LocalSource | S3Source, Field(discriminator="kind")]


def parse_source(text: str, access: S3Access) -> LocalSource | S3Source:
    """What an operator names on the command line: a path or `s3://bucket/key`.

    Raises:
        ConfigurationError: an S3 URL without bucket or key.
    """
    if not text.startswith(f"{_S3_SCHEME}://"):
        return LocalSource(path=Path(text))
    parts = urlsplit(text, allow_fragments=False)
    key = (parts.path + (f"?{parts.query}" if parts.query else "")).removeprefix("/")
    if not parts.netloc or not key:
        raise ConfigurationError("An S3 source is written s3://bucket/key.")
    return S3Source(bucket=parts.netloc, key=key, access=access)
