"""Places on a page where one thing takes the place of another."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

_SHOWN = "shown_at_"
_SLOTS = 6
"""So many that runs which follow too fast for the browser to be told never end where it was told last."""


def place_for(place: str, shown: Hashable) -> DeltaGenerator:
    """A container for what is shown at a place; what stood there of something else goes at once.

    Left to itself a browser keeps that until the new is whole, however long it takes, and a busy one may keep
    for good what the new is shorter by: a container where another stood inherits all that was in it. Emptying
    it first does not help, for Streamlit sends only the last of two things at one place. So what is other
    stands beside it, where the browser has nothing, and empties all around.

    Args:
        place: names it; the same element of the page each time.
        shown: what is shown; as long as that stays the same, the new is drawn over the old.
    """
    key = _SHOWN + place
    before, slot = st.session_state.get(key, (shown, 0))
    if before != shown:
        slot = (slot + 1) % _SLOTS
    st.session_state[key] = shown, slot
    there: DeltaGenerator = st.container(gap=None)
    slots = [there.container() if number == slot else there.empty() for number in range(_SLOTS)]
    found: DeltaGenerator = slots[slot]
    return found
