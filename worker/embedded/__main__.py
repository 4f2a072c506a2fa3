"""`python -m worker.embedded` runs the stack until it is told to stop.

It prints one JSON line when the stack is ready, or why it is not.
"""

from __future__ import annotations

import argparse
import json
import os
import sys

from worker.errors import ConfigurationError, EmbeddedMissing
from worker.settings import Settings, read_settings
from worker.settings.no_proxy import spare_this_machine

_OF_THE_GROUP = {"anyio", "cryptography"}
"""Modules that come with the dependency group `embedded`, as its servers do."""


def _tell(event: dict[str, str]) -> None:
    try:
        print(json.dumps(event), flush=True)  # noqa: T201 - the parent reads it
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the parent died: stdin will tell


def _settings() -> Settings:
    settings = read_settings()
    if settings.names_servers:
        raise ConfigurationError("Servers are configured, so none are embedded.")
    return settings


def _supervise(settings: Settings, origins: list[str], *, follow_stdin: bool) -> None:
    """Run the stack until told to stop.

    Raises:
        ConfigurationError: it cannot be started; EmbeddedMissing without the group `embedded`.
    """
    try:
        from worker.embedded.supervisor import Supervisor  # noqa: PLC0415 - what it needs may not be there
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in _OF_THE_GROUP:
            raise EmbeddedMissing from None
        raise
    Supervisor(settings, origins, follow_stdin=follow_stdin, announce=lambda: _tell({"event": "ready"})).run()


def main() -> int:
    """Run the supervisor; 1 when the stack cannot be started."""
    parser = argparse.ArgumentParser(prog="python -m worker.embedded", description=__doc__)
    parser.add_argument(
        "--origin",
        action="append",
        default=[],
        help="an address of the dashboard, like http://localhost:8501",
    )
    parser.add_argument("--follow-stdin", action="store_true", help="stop when standard input ends")
    options = parser.parse_args()
    spare_this_machine()
    try:
        _supervise(_settings(), options.origin, follow_stdin=options.follow_stdin)
    except ConfigurationError as error:
        _tell({"event": "error", "message": error.message})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
