from __future__ import annotations

import json
from pathlib import Path

from worker.embedded.identity import Identity
from worker.embedded.servers import nats


def test_a_message_is_confirmed_when_it_is_on_disk(tmp_path: Path) -> None:
    server = nats(Identity(), tmp_path / "nats", tmp_path)

    configuration = json.loads((server.folder / "nats.conf").read_text())

    assert configuration["jetstream"]["sync_interval"] == "always"
