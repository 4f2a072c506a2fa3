"""Reading an object from S3 and doing nothing with it: by the product's own stream, or by boto3."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO, cast

from worker.counting.source.byte_stream import open_stream
from worker.counting.source.locations import S3Source
from worker.storage.access import S3Access

_CHUNK_BYTES = 4 * 1024 * 1024


class _Nowhere:
    """Takes bytes and drops them."""

    def write(self, data: bytes) -> int:
        return len(data)


def main(how: str, bucket: str, key: str) -> None:
    """Read the object; how: "stream" or "boto3"."""
    endpoint = os.environ["AUDIENCE_S3_ENDPOINT"]
    if how == "stream":
        with open_stream(S3Source(bucket=bucket, key=key, access=S3Access(endpoint=endpoint))) as stream:
            for _ in stream.chunks(_CHUNK_BYTES):
                pass
    else:
        import boto3  # noqa: PLC0415 - the other way takes care of its own

        boto3.client("s3", endpoint_url=endpoint).download_fileobj(bucket, key, cast("BinaryIO", _Nowhere()))


if __name__ == "__main__":
    main(*sys.argv[1:])
