"""The small choice of a language below every page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.wording.languages import COOKIE, choose_language, is_chosen, language, languages
from pages.wording.translating import tr

_CHOSEN = "language_chosen"
_PIXELS = 150
_teller = st.components.v2.component(
    "audience_language", js=Path(__file__).with_name("language_choice.js").read_text(encoding="utf-8")
)


def show_language_choice() -> None:
    """Show what the page speaks and what else it could, and have the browser know and keep it."""
    names = languages()
    with st.container(key="language", horizontal=True, horizontal_alignment="right"):
        st.session_state[_CHOSEN] = language()
        st.selectbox(
            tr("Language"),
            list(names),
            format_func=names.__getitem__,
            key=_CHOSEN,
            on_change=_choose,
            label_visibility="collapsed",
            width=_PIXELS,
        )
        data = {"language": language(), "chosen": is_chosen(), "cookie": COOKIE}
        _teller(key="language_teller", data=data)


def _choose() -> None:
    choose_language(st.session_state[_CHOSEN])
