"""An identity provider of the tests' own, a dashboard that asks it, and people who log in."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tests.waiting import wait_until
from worker.embedded.ports import free_ports

COOKIE_SECRET = "0123456789abcdef0123456789abcdef"


@dataclass
class Provider:
    """An OpenID Connect provider that takes everyone's word for who they are."""

    folder: Path
    port: int = field(default_factory=lambda: free_ports(1)[0])
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "provider.log").open("ab") as log:
            command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(self.port)]
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        wait_until(self._answers, what="the identity provider answering")

    def stop(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def know(self, subject: str, **claims: object) -> None:
        """What it will say of somebody."""
        request = urllib.request.Request(
            f"{self.url}/users/{subject}",
            json.dumps(claims).encode(),
            {"Content-Type": "application/json"},
            method="PUT",
        )
        with urllib.request.urlopen(request, timeout=10):
            pass

    def _answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, "the identity provider has ended"
        try:
            with urllib.request.urlopen(f"{self.url}/.well-known/openid-configuration", timeout=5):
                return True
        except OSError:
            return False


def write_secrets(path: Path, *, port: int, provider: str) -> Path:
    """The file that configures the login of a dashboard on this port."""
    path.write_text(
        f"""[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "{COOKIE_SECRET}"
client_id = "audience"
client_secret = "hush"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""
    )
    return path
