"""Home: what happens to a file that is dropped; the drop zone itself is mounted by the main script."""

from __future__ import annotations

import streamlit as st

from pages.backend import backend
from pages.live import show_away
from pages.wording.translating import tr
from worker.errors import StorageUnavailable

st.caption(tr("Your file goes straight to storage, is counted, and is deleted. Only totals are kept."))
try:
    backend().call(backend().desks.storage.check)
except StorageUnavailable as error:
    show_away(error)
