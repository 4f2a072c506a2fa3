"""A scene whose servers can go away and come back."""

from __future__ import annotations

import time

from tests.faults.scene import Scene
from tests.servers import NatsServer, S3Server


class Outages:
    """A scene whose servers can go away.

    Attributes:
        broker: the scene's NATS.
        s3: the scene's SeaweedFS.
    """

    def __init__(self, scene: Scene, broker: NatsServer, s3: S3Server) -> None:
        self.scene = scene
        self.broker = broker
        self.s3 = s3

    def outage(self, server: str, seconds: float) -> None:
        """Kill a server and start it again after some time."""
        self.kill(server)
        self.start(server, after_seconds=seconds)

    def kill(self, server: str) -> None:
        """End a server as a crash would."""
        getattr(self, server).kill()

    def start(self, server: str, *, after_seconds: float = 0) -> None:
        """Start a server again; the time until then is what the outage is about."""
        time.sleep(after_seconds)
        getattr(self, server).start()
