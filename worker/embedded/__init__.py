"""The one-machine default: SeaweedFS, NATS and a worker, run by a supervisor process of ours."""

from worker.embedded.guarding import keep
from worker.embedded.launch import Launched, launch

__all__ = ["Launched", "keep", "launch"]
