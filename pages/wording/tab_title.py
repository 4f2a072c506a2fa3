"""What the browser's tab is called."""

from __future__ import annotations

import streamlit as st

from pages.wording.formats import shortened
from pages.wording.markdown import visible

_CHARACTERS = 60
_PRODUCT = "Audience Reports"


def name_tab(*parts: str) -> None:
    """Call it this and the product; what matters most comes first, for a tab shows little."""
    shown = [shortened(visible(part), _CHARACTERS) for part in parts]
    st.set_page_config(page_title=" · ".join([*shown, _PRODUCT]))
