"""Parts of a page that move by themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from pages.other_clicks import draw_other_clicks
from pages.wording.translating import tr
from worker.errors import AudienceError

_STYLE = Path(__file__).with_name("live.css")
_AWAY_SECONDS = 3.0


def show_live(show: Callable[[], None], *, every_seconds: float | None) -> None:
    """Run `show` now and, unless None, every so many seconds; the rest of the page stands still.

    To be run at another pace, or no more, it calls `st.rerun()`, which runs the page anew.
    """

    def move() -> None:
        draw_other_clicks()
        show()

    st.html(_STYLE)
    with st.container(key="live"):
        st.fragment(move, run_every=every_seconds)()


def show_away(error: AudienceError) -> None:
    """Say what is away, and look again until it is back."""
    st.warning(tr(error.message), icon=":material/cloud_off:")
    is_first_run = True

    def look_again() -> None:
        nonlocal is_first_run
        if not is_first_run:
            st.rerun()
        is_first_run = False

    show_live(look_again, every_seconds=_AWAY_SECONDS)
