"""What the settings grant the counting process; apart, so that `summarize` loads no S3 client."""

from __future__ import annotations

from pydantic import SecretStr

from worker.counting.limits import Limits
from worker.counting.source import S3Access
from worker.settings import Settings


def s3_access(settings: Settings) -> S3Access:
    """How the counting process reaches S3: the embedded keys, or the standard AWS credential chain."""
    access_key, secret_key = settings.credentials or (None, None)
    return S3Access(
        endpoint=settings.s3_endpoint,
        region=settings.s3_region,
        access_key=access_key,
        secret_key=SecretStr(secret_key) if secret_key else None,
    )


def job_limits(settings: Settings) -> Limits:
    """What one job may use."""
    return Limits(
        memory_bytes=settings.job_memory_mb << 20,
        seconds=settings.job_hours * 3600,
        disk_bytes=settings.job_disk_gb * 1_000_000_000,
    )
