"""Parts of a page that move by themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

_STYLE = Path(__file__).with_name("live.css")


def show_live(show: Callable[[], None], *, every_seconds: float | None) -> None:
    """Run `show` now and, unless None, every so many seconds; the rest of the page stands still.

    To be run at another pace, or no more, it calls `st.rerun()`, which runs the page anew.
    """
    st.html(_STYLE)
    with st.container(key="live"):
        st.fragment(show, run_every=every_seconds)()
