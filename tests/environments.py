"""Environment variables that name servers, for one test or for a module's."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from tests.servers import REGION, S3Server


def naming(s3: S3Server, bucket: str, broker_url: str) -> dict[str, str]:
    """What `load_settings()` and child processes find these servers by, with all rights."""
    return {
        "AUDIENCE_S3_ENDPOINT": s3.endpoint,
        "AUDIENCE_S3_BUCKET": bucket,
        "AUDIENCE_S3_REGION": REGION,
        "AUDIENCE_BROKER_URL": broker_url,
        "AWS_ACCESS_KEY_ID": s3.access_key,
        "AWS_SECRET_ACCESS_KEY": s3.secret_key,
    }


@contextmanager
def only(environment: Mapping[str, str]) -> Iterator[None]:
    """These settings and none of the developer's: what every test sees, for fixtures of wider scope."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("AUDIENCE_", "AWS_"))]:
            patch.delenv(name)
        for name, value in environment.items():
            patch.setenv(name, value)
        yield
