"""Python's compiled modules, kept where the environment wants none written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_UNWANTED = "PYTHONDONTWRITEBYTECODE"
_FOLDER = "PYTHONPYCACHEPREFIX"


def pytest_configure(config: pytest.Config) -> None:
    """Let the processes that tests start find compiled modules, in pytest's cache and so in nobody's way.

    Else each of hundreds compiles Streamlit, botocore and all the rest again: half of what its start costs.
    """
    cache: pytest.Cache | None = getattr(config, "cache", None)  # none with `-p no:cacheprovider`
    if cache is not None and is_unwanted():
        keep_in(cache.mkdir("bytecode"))


def is_unwanted() -> bool:
    """Whether the environment lets each process compile all it imports, and keep nothing of it."""
    return _UNWANTED in os.environ and _FOLDER not in os.environ


def keep_in(folder: Path) -> None:
    """Have processes that are started from now on keep compiled modules in a folder of their user's own."""
    del os.environ[_UNWANTED]
    os.environ[_FOLDER] = str(folder)
