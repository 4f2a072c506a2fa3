"""Home: what happens to a file that is dropped; the drop zone itself is mounted by the main script."""

from __future__ import annotations

import streamlit as st

st.caption("Your file goes straight to storage, is counted, and is deleted. Only totals are kept.")
