"""The language of whoever reads a page: the browser's, or the one that was chosen.

A language is a file in `texts/`; English is what stands in the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import streamlit as st
from babel import Locale, negotiate_locale
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

ENGLISH = "en"
COOKIE = "audience_language"
TEXTS = Path(__file__).with_name("texts")
_LANGUAGE = "_language"
_IS_CHOSEN = "_language_chosen"
_spoken: ContextVar[str | None] = ContextVar("language", default=None)


@cache
def languages() -> dict[str, str]:
    """The languages that there are, as people who speak them call them."""
    found = sorted({ENGLISH, *(path.stem for path in TEXTS.glob("*.po"))})
    return {code: str(Locale.parse(code).get_display_name(code)).capitalize() for code in found}


def language() -> str:
    """The reader's language; English where nobody reads."""
    if spoken := _spoken.get():
        return spoken
    if get_script_run_ctx(suppress_warning=True) is None:
        return ENGLISH
    if _LANGUAGE not in st.session_state:
        st.session_state[_LANGUAGE] = _wanted()
    known: str = st.session_state[_LANGUAGE]
    return known


def choose_language(code: str) -> None:
    """Speak this language in this tab from now on."""
    if code in languages():
        st.session_state[_LANGUAGE] = code
        st.session_state[_IS_CHOSEN] = True


def is_chosen() -> bool:
    """Whether somebody has chosen it in this tab."""
    return bool(st.session_state.get(_IS_CHOSEN))


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak this language wherever the block leads, other threads included that it hands work to."""
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def _wanted() -> str:
    chosen = st.context.cookies.get(COOKIE)
    if chosen in languages():
        return chosen
    browsers = (st.context.locale or ENGLISH).replace("-", "_")
    return negotiate_locale([browsers, browsers.partition("_")[0]], list(languages())) or ENGLISH
