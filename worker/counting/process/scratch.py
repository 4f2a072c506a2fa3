"""Folders for temporary files that never outlive their use for long, whoever is killed when."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from worker.errors import ScratchBroken
from worker.text.sentences import say

_FOLDER_PREFIX = "audience-count-"
_KEYS_PREFIX = "audience-keys-"
_LOCK_NAME = "in-use"
_BIRTH_SECONDS = 60
"""A folder this young may not have its lock yet."""

_TRIAL_BYTES = 1 << 16


@contextmanager
def own_folder(parent: Path | None) -> Generator[Path]:
    """An empty folder, locked while in use and removed after; also removes what dead processes left.

    Args:
        parent: where to make it; None: the system's folder for temporary files.

    Raises:
        ScratchBroken: it cannot be made there.
    """
    with ExitStack() as stack:
        with _needing_scratch():
            home = _home(parent)
            _sweep(home)
            folder = _locked_folder(home, stack)
        yield folder


def try_out(parent: Path | None) -> None:
    """Do what a count does with its folder: make it, write into it, remove it.

    Raises:
        ScratchBroken: that cannot be done.
    """
    with _needing_scratch(), ExitStack() as stack:
        folder = _locked_folder(_home(parent), stack)
        (folder / "trial").write_bytes(bytes(_TRIAL_BYTES))


def broken_scratch(error: OSError) -> ScratchBroken:
    """What the trouble with temporary files is; paths stay out of it."""
    return ScratchBroken(
        say("The folder for temporary files cannot be used on this worker ({reason}).", reason=error.strerror)
    )


@contextmanager
def _needing_scratch() -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise broken_scratch(error) from error


def _home(parent: Path | None) -> Path:
    home = parent or Path(tempfile.gettempdir())
    home.mkdir(parents=True, exist_ok=True)
    return home


def _locked_folder(home: Path, stack: ExitStack) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=_FOLDER_PREFIX, dir=home))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    lock = stack.enter_context((folder / _LOCK_NAME).open("wb"))
    fcntl.flock(lock, fcntl.LOCK_EX)
    return folder


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
