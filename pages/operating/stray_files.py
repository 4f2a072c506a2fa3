"""Files that no job is about, for operators to have them counted."""

from __future__ import annotations

import html

import streamlit as st

from pages.access.visitor import current_operations
from pages.backend import backend
from pages.operating.frame import ROWS, act, more, row, rows, section, two_columns
from pages.wording.formats import size
from pages.wording.markdown import literal
from pages.wording.reader_time import when
from worker.operations import Snapshot, StrayFile

_NOTE = "Their message was lost or never sent, or waits in the queue."


def show_strays(snapshot: Snapshot) -> None:
    """Each can be counted, as if its publisher had sent its message."""
    section("Files without a job", snapshot.strays_total, "strays", _NOTE)
    with rows("strays"):
        for file in snapshot.strays[:ROWS]:
            with row(f"stray-{file.name}"):
                named = html.escape(file.key) if file.key else "key not shown"
                two_columns(
                    f"<code>{file.name}</code><small>{named}</small>",
                    f"{size(file.bytes)}<small>put {when(file.modified, snapshot.taken_at)}</small>",
                )
                st.button(
                    "Count",
                    key=f"operations-stray-{file.name}",
                    icon=":material/play_arrow:",
                    type="tertiary",
                    on_click=_count,
                    args=(file,),
                    width="content",
                )
    more(snapshot.strays_total)


def _count(file: StrayFile) -> None:
    act(
        lambda: backend().call(current_operations().count_file, file.name),
        f"File {literal(file.name)} is to be counted.",
    )
