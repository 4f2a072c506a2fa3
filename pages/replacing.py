"""Places on a page where one thing takes the place of another."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_SHOWN = "shown_at_"


def place_for(place: str, shown: Hashable) -> DeltaGenerator:
    """A container for what is shown at a place; what stood there of something else goes at once.

    Left to itself a browser keeps that until the new is whole, however long it takes, and a busy one may keep
    for good what the new is shorter by.

    Args:
        place: names it; the same element of the page each time.
        shown: what is shown; as long as that stays the same, the new is drawn over the old.
    """
    is_other = st.session_state.get(_SHOWN + place) != shown
    st.session_state[_SHOWN + place] = shown
    return st.empty().container() if is_other else st.container()
