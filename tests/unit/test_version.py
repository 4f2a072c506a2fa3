from __future__ import annotations

import tomllib
from pathlib import Path

from worker import __version__


def test_workers_report_the_version_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == __version__
