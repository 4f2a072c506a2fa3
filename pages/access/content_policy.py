"""What a page may load and whom it may talk to: its own server and the storage, nobody else."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import cache
from pathlib import Path

import streamlit

from pages.access.visitor import access_settings
from worker.errors import AudienceError
from worker.settings import load_settings
from worker.storage.presigning import Presigner

_PAGE = Path(streamlit.__file__).with_name("static") / "index.html"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def content_policy() -> str:
    """The Content-Security-Policy of every answer."""
    try:
        storage = [_storage_origin()]
    except AudienceError:  # its trouble is told at the start; until it is over nothing can be uploaded
        storage = []
    return policy(_own_scripts(), storage, access_settings().frame_ancestors)


def policy(own_scripts: list[str], storage: list[str], frame_ancestors: str) -> str:
    """A policy in the header's words.

    Args:
        own_scripts: digests of the scripts within the page.
        storage: origins that take uploads.
        frame_ancestors: which pages may show these in a frame.
    """
    # Streamlit makes components of blobs, and styles as it goes; its icons and previews are data.
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", "blob:", *own_scripts],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'", *storage],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": [frame_ancestors],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


@cache
def _storage_origin() -> str:
    return Presigner(load_settings()).origin


@cache
def _own_scripts() -> list[str]:
    scripts = _INLINE_SCRIPT.findall(_PAGE.read_text(encoding="utf-8"))
    digests = [b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts if script]
    return [f"'sha256-{digest}'" for digest in digests]
