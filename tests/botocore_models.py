"""botocore's descriptions of AWS, read once in a process of tests instead of again for every client."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.loaders import Loader, create_loader


def share(patch: pytest.MonkeyPatch) -> None:
    """Let all sessions to come find what one of them has read, as the clients of one session do.

    Tests make hundreds of sessions. Each would parse a megabyte of JSON and look through 400 folders.
    """
    read: dict[str | None, dict[Any, Any]] = {}

    def sharing_loader(search_paths: str | None = None) -> Loader:
        loader = create_loader(search_paths)
        loader._cache = read.setdefault(search_paths, {})  # type: ignore[attr-defined]
        return loader

    patch.setattr("botocore.session.create_loader", sharing_loader)
