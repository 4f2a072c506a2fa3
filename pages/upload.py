"""Home: what happens to a file that is dropped, the last reports; the main script mounts the drop zone."""

from __future__ import annotations

import streamlit as st

from pages import actions, naming
from pages.listing.recent import show_recent
from pages.wording.translating import tr

st.caption(tr("Your file goes straight to storage, is counted, and is deleted. Only totals are kept."))
actions.confirm_deletion()
naming.show_naming()
show_recent()
