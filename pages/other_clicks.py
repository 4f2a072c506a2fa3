"""Clicks that come while something else runs.

What changes in a page within one moment is told to the server in one message, and that names one fragment
only: the first that had something to say. A click elsewhere is then known, and its callback called, but
nothing of what it changes is drawn. So fragments that a timer or a component runs, not the analyst, have the
whole page drawn where they find such a click. Callbacks are called always: what a click does stands in one.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx


def draw_other_clicks() -> None:
    """Run the page anew if a widget that is not drawn in this run has been clicked or filled in.

    Call it first in a fragment that does not run because of the analyst.
    """
    context = get_script_run_ctx()
    if context is None or not context.fragment_ids_this_run:
        return
    state = context.session_state._state  # noqa: SLF001 - no public name tells what a browser has changed
    widgets = state._new_widget_state  # noqa: SLF001
    for widget in list(widgets):
        told = widgets.widget_metadata.get(widget)
        is_drawn = told is None or told.fragment_id in context.fragment_ids_this_run
        if not is_drawn and state._widget_changed(widget):  # noqa: SLF001
            st.rerun()
