"""Repid's cookbook, recipe "Handling Large Payloads": read all bytes, `read_csv`, `unique`, `group_by`."""

from __future__ import annotations

import asyncio
import io
import os
import sys
from pathlib import Path

import polars as pl


def heavy_computation(file_data: bytes) -> bytes:
    """The recipe's, letter by letter."""
    df = pl.read_csv(io.BytesIO(file_data))
    summary_df = df.unique(subset=["email"]).group_by("country").agg(pl.len().alias("user_count"))
    buffer = io.BytesIO()
    summary_df.write_csv(buffer)
    return buffer.getvalue()


async def download(bucket: str, key: str) -> bytes:
    """An object as the recipe reads it."""
    import aioboto3  # noqa: PLC0415 - a local file needs none

    session = aioboto3.Session()
    async with session.client("s3", endpoint_url=os.environ["AUDIENCE_S3_ENDPOINT"]) as s3:
        response = await s3.get_object(Bucket=bucket, Key=key)
        return await response["Body"].read()


def main(source: str, bucket: str = "") -> None:
    """Print the report of a local file, or of a key in a bucket."""
    data = asyncio.run(download(bucket, source)) if bucket else Path(source).read_bytes()
    sys.stdout.buffer.write(heavy_computation(data))


if __name__ == "__main__":
    main(*sys.argv[1:])
