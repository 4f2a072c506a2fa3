"""Where a request goes, whatever path the pages are served below."""

from __future__ import annotations

import streamlit as st
from starlette.types import Scope


def place_of(scope: Scope) -> str:
    """A request's path below that of the pages, without a slash in front."""
    path: str = scope["path"]
    return path.removeprefix(f"/{_base()}").removeprefix("/")


def home() -> str:
    """The path of the first page."""
    return f"/{_base()}"


def _base() -> str:
    return str(st.get_option("server.baseUrlPath") or "").strip("/")
