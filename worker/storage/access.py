"""How S3 is reached: values only, clients are made in `clients`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, SecretStr, SerializationInfo, field_serializer, model_validator

if TYPE_CHECKING:
    from worker.settings import Settings  # the counting process does without


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


def s3_access(settings: Settings, *, public: bool = False) -> S3Access:
    """How these settings reach S3: by the embedded keys, or by the standard AWS credential chain.

    Args:
        settings: where it is.
        public: at the address by which browsers reach it.
    """
    access_key, secret_key = settings.credentials or (None, None)
    return S3Access(
        endpoint=settings.public_endpoint if public else settings.s3_endpoint,
        region=settings.s3_region,
        access_key=access_key,
        secret_key=SecretStr(secret_key) if secret_key else None,
        authority=settings.s3_ca,
    )
