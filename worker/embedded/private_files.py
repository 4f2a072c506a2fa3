"""Private files and folders: nobody but the user may read what the stack keeps."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from worker.errors import ConfigurationError


def private_folder(path: Path) -> Path:
    """Make the folder (mode 0700) if need be, and give its real path.

    Raises:
        ConfigurationError: it cannot be made or written to, or is a link that someone else has laid.
    """
    try:
        if path.is_symlink() and path.lstat().st_uid not in {0, os.getuid()}:
            raise PermissionError(errno.EPERM, "it is a link of another user")
        path.mkdir(parents=True, exist_ok=True)
        path = path.resolve()
        path.chmod(0o700)
        with tempfile.TemporaryFile(dir=path):
            return path
    except OSError as error:
        raise ConfigurationError(
            f"The data folder {path} cannot be used ({error.strerror}): set AUDIENCE_DATA_DIR to another."
        ) from None


def write_private(path: Path, content: str) -> None:
    """Write the whole file (mode 0600) or nothing of it."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
