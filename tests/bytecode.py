"""Python's compiled modules, kept where the environment wants none written."""

from __future__ import annotations

import os

import pytest

_UNWANTED = "PYTHONDONTWRITEBYTECODE"
_FOLDER = "PYTHONPYCACHEPREFIX"


def pytest_configure(config: pytest.Config) -> None:
    """Let the processes that tests start find compiled modules, in pytest's cache and so in nobody's way.

    Else each of hundreds compiles Streamlit, botocore and all the rest again: half of what its start costs.
    """
    cache: pytest.Cache | None = getattr(config, "cache", None)  # none with `-p no:cacheprovider`
    if cache is not None and _UNWANTED in os.environ and _FOLDER not in os.environ:
        del os.environ[_UNWANTED]
        os.environ[_FOLDER] = str(cache.mkdir("bytecode"))
