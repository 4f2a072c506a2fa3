"""Where a file to count lies: values only, reading is in `byte_stream`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    SerializationInfo,
    field_serializer,
    model_validator,
)

from worker.errors import ConfigurationError

_S3_SCHEME = "s3"


class S3Access(BaseModel):
    """How to reach an S3 service.

    Attributes:
        endpoint: URL of the service; None means AWS.
        access_key: with `secret_key`; both None means the standard AWS credential chain.
        authority: a file of certificates in PEM that are trusted instead of the system's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    endpoint: str | None = None
    region: str = "us-east-1"
    access_key: str | None = None
    secret_key: SecretStr | None = None
    session_token: SecretStr | None = None
    authority: Path | None = None

    @model_validator(mode="after")
    def _whole_credentials(self) -> Self:
        if (self.access_key is None) != (self.secret_key is None):
            raise ValueError("access_key and secret_key belong together")
        return self

    @field_serializer("secret_key", "session_token", when_used="json-unless-none")
    def _hide(self, secret: SecretStr, info: SerializationInfo) -> str:
        if isinstance(info.context, dict) and info.context.get("reveal"):
            return secret.get_secret_value()
        return str(secret)


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
