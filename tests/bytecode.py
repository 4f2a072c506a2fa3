"""Python's compiled modules, kept where the environment wants none written."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

_UNWANTED = "PYTHONDONTWRITEBYTECODE"
_FOLDER = "PYTHONPYCACHEPREFIX"


def pytest_configure(config: pytest.Config) -> None:
    """Let this process and those that tests start find compiled modules, in pytest's cache, in nobody's way.

    Else each of hundreds compiles Streamlit, botocore and all the rest again: half of what its start costs.
    Each process of tests would prepare the assertions of all of them: half of what it takes to find them.
    """
    cache: pytest.Cache | None = getattr(config, "cache", None)  # none with `-p no:cacheprovider`
    if cache is not None and is_unwanted():
        keep_in(cache.mkdir("bytecode"))


def is_unwanted() -> bool:
    """Whether the environment lets each process compile all it imports, and keep nothing of it."""
    return _UNWANTED in os.environ and _FOLDER not in os.environ


def keep_in(folder: Path) -> None:
    """Have this process and those that it starts keep compiled modules in a folder of their user's own."""
    del os.environ[_UNWANTED]
    os.environ[_FOLDER] = sys.pycache_prefix = str(folder)
    sys.dont_write_bytecode = False
