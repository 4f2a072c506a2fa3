"""A Repid server over JetStream pull consumers, made for jobs of minutes.

A message is fetched only when a slot is free, stays one worker's while its actor runs, and is gone only when
the broker has confirmed that it is settled.
"""

from worker.queue.jetstream.message import JetStreamMessage
from worker.queue.jetstream.server import JetStreamServer

__all__ = ["JetStreamMessage", "JetStreamServer"]
