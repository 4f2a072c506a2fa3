"""Folders for temporary files that never outlive their use for long, whoever is killed when."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_FOLDER_PREFIX = "audience-count-"
_KEYS_PREFIX = "audience-keys-"
_LOCK_NAME = "in-use"
_BIRTH_SECONDS = 60
"""A folder this young may not have its lock yet."""


@contextmanager
def own_folder(parent: Path | None) -> Generator[Path]:
    """An empty folder, locked while in use and removed after; also removes what dead processes left.

    Args:
        parent: where to make it; None: the system's folder for temporary files.
    """
    home = parent or Path(tempfile.gettempdir())
    home.mkdir(parents=True, exist_ok=True)
    _sweep(home)
    folder = Path(tempfile.mkdtemp(prefix=_FOLDER_PREFIX, dir=home))
    try:
        with (folder / _LOCK_NAME).open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def keys_folder(parent: Path | None) -> Generator[Path]:
    """An empty folder for this process's key files, removed after."""
    with tempfile.TemporaryDirectory(prefix=_own_keys_prefix(), dir=parent) as folder:
        yield Path(folder)


def remove_keys(parent: Path | None) -> None:
    """Remove this process's key files at once, from another thread, before it ends itself."""
    for folder in (parent or Path(tempfile.gettempdir())).glob(f"{_own_keys_prefix()}*"):
        shutil.rmtree(folder, ignore_errors=True)


def _own_keys_prefix() -> str:
    return f"{_KEYS_PREFIX}{os.getpid()}-"


def _sweep(home: Path) -> None:
    for folder in home.glob(f"{_FOLDER_PREFIX}*"):
        try:
            if time.time() - folder.stat().st_mtime < _BIRTH_SECONDS or _is_locked(folder / _LOCK_NAME):
                continue
        except OSError:
            continue  # another's, or gone meanwhile
        shutil.rmtree(folder, ignore_errors=True)


def _is_locked(path: Path) -> bool:
    try:
        with path.open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
