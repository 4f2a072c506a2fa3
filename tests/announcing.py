"""Says at the start of a run what its tests do, and about how long that takes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence

import pytest

_KINDS = {
    "tests/browser/": ("in Chromium", 8.0),
    "tests/faults/": ("with processes killed, frozen or cut off", 4.0),
    "tests/integration/": ("with servers (SeaweedFS, NATS), workers or dashboards", 0.75),
    "tests/unit/counting/": ("of counting", 0.1),
    "": ("of single parts", 0.01),
}
"""What tests are, by their folder, and the seconds of one core that one of them takes on average."""

_MINUTE = 60
_is_told = pytest.StashKey[bool]()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: pytest.Session, ids: Sequence[str]) -> None:
    """With several processes, as soon as the first has found the tests: all find the same."""
    config = node.config
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or config.stash.get(_is_told, False):
        return
    config.stash[_is_told] = True
    reporter.write_line(plan(ids, config.option.numprocesses))


def pytest_report_collectionfinish(config: pytest.Config, items: Sequence[pytest.Item]) -> str | None:
    """With one process, when it has found the tests."""
    return None if config.option.collectonly else plan([item.nodeid for item in items], processes=1)


def plan(ids: Iterable[str], processes: int, cores: int | None = None) -> str:
    """What these tests are, and how long they take where nothing else runs."""
    kinds = Counter(next(folder for folder in _KINDS if name.startswith(folder)) for name in ids)
    parts = [f"{kinds[folder]:,} {words}" for folder, (words, _) in _KINDS.items() if kinds[folder]]
    used = min(processes, cores or os.cpu_count() or 1)
    seconds = sum(number * _KINDS[folder][1] for folder, number in kinds.items()) / used
    minutes = round(seconds / _MINUTE)
    time = "less than a minute" if seconds < _MINUTE else f"about {minutes} minute{'s' * (minutes > 1)}"
    on = "1 core" if used == 1 else f"{used} cores"
    return f"{kinds.total():,} tests: {', '.join(parts)}; {time} on {on}" if parts else "no tests"
