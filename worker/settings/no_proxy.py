"""Proxies lead to the rest of the network; servers on this machine are reached without them."""

from __future__ import annotations

import os
import urllib.request

_THIS_MACHINE = ("127.0.0.1", "localhost")
_EVERYTHING = "*"


def spare_this_machine() -> None:
    """Keep requests of this process and its children to this machine away from the environment's proxies."""
    named = urllib.request.getproxies_environment()
    spared = named.pop("no", "").strip()
    if not named or spared == _EVERYTHING:
        return
    hosts = [host.strip() for host in spared.split(",") if host.strip()]
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = ",".join(dict.fromkeys([*hosts, *_THIS_MACHINE]))
