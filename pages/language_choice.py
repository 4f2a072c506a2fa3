"""The small choice of a language below every page."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.wording.languages import COOKIE, choose_language, is_chosen, language, languages

_teller = st.components.v2.component(
    "audience_language", js=Path(__file__).with_name("language_choice.js").read_text(encoding="utf-8")
)


def show_language_choice() -> None:
    """Offer the other languages, each by its own name; have the browser know and keep what is spoken."""
    with st.container(key="language", horizontal=True, gap="small"):
        for code, name in languages().items():
            if code != language():
                st.button(
                    name,
                    key=f"language-{code}",
                    icon=":material/language:",
                    type="tertiary",
                    on_click=choose_language,
                    args=(code,),
                )
        data = {"language": language(), "chosen": is_chosen(), "cookie": COOKIE}
        _teller(key="language_teller", data=data)
