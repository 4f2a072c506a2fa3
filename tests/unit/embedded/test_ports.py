from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from worker.embedded import ports

ROOT = Path(__file__).parents[3]
_PICK = """
from worker.embedded import ports
ports._LOWEST, ports._HIGHEST = {range}
print(ports.free_ports({count}), flush=True)
input()
"""


def test_two_who_pick_at_the_same_time_get_different_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    lowest = 12_345
    monkeypatch.setattr(ports, "_LOWEST", lowest)
    monkeypatch.setattr(ports, "_HIGHEST", lowest + 40)
    mine = ports.free_ports(15)
    command = [sys.executable, "-c", _PICK.format(range=(lowest, lowest + 40), count=15)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        theirs = set(map(int, other.stdout.readline().strip("[]\n").split(",")))
        other.communicate("\n")
    assert len(set(mine)) == len(theirs) == 15
    assert theirs.isdisjoint(mine)


def test_old_claims_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "_MOST_CLAIMS", 5)
    monkeypatch.setattr(ports, "_LOWEST", 13_456)
    monkeypatch.setattr(ports, "_HIGHEST", 13_456 + 30)
    for _ in range(20):
        ports.free_ports(5)
