"""The cookbook's actor as a worker: `python -m tests.benchmarks.ways.cookbook_actor CHANNEL`.

Broker and storage are those of AUDIENCE_BROKER_URL, AUDIENCE_S3_ENDPOINT and AUDIENCE_S3_BUCKET. It
reaches the broker by the product's own Repid server, so that only what an actor does differs.
"""

from __future__ import annotations

import asyncio
import os
import sys

import aioboto3
from repid import Repid, Router
from repid.router import catch_all_routing_strategy

from tests.benchmarks.ways.cookbook import download, heavy_computation
from worker.queue.jetstream import JetStreamServer

_ACK_WAIT_SECONDS = 600


async def main(channel: str) -> None:
    """Work until told to stop."""
    router = Router()
    bucket, endpoint = os.environ["AUDIENCE_S3_BUCKET"], os.environ["AUDIENCE_S3_ENDPOINT"]

    @router.actor(channel=channel, routing_strategy=catch_all_routing_strategy, timeout=float("inf"))
    async def process_audience(job_id: int, s3_key: str) -> None:
        file_data = await download(bucket, s3_key)
        summary_bytes = await asyncio.to_thread(heavy_computation, file_data)
        async with aioboto3.Session().client("s3", endpoint_url=endpoint) as s3:
            summary_key = f"reports/summary_{job_id}.csv"
            await s3.put_object(Bucket=bucket, Key=summary_key, Body=summary_bytes)
            await s3.delete_object(Bucket=bucket, Key=s3_key)

    app = Repid()
    server = JetStreamServer(os.environ["AUDIENCE_BROKER_URL"], ack_wait_seconds=_ACK_WAIT_SECONDS)
    app.servers.register_server("broker", server, is_default=True)
    app.include_router(router)
    async with server.connection():
        await app.run_worker()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
