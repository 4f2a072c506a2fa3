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
from pages.wording.translating import tr
from worker.operations import Snapshot, StrayFile
from worker.text.sentences import say

_NOTE = say("Their message was lost or never sent, or waits in the queue.")


def show_strays(snapshot: Snapshot) -> None:
    """Each can be counted, as if its publisher had sent its message."""
    section(say("Files without a job"), snapshot.strays_total, "strays", _NOTE)
    with rows("strays"):
        for file in snapshot.strays[:ROWS]:
            with row(f"stray-{file.name}"):
                named = html.escape(file.key) if file.key else tr("key not shown")
                put = tr("put {when}", when=when(file.modified, snapshot.taken_at))
                two_columns(
                    f"<code>{file.name}</code><small>{named}</small>",
                    f"{size(file.bytes)}<small>{put}</small>",
                )
                st.button(
                    tr("Count"),
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
        tr("File {name} is to be counted.", name=literal(file.name)),
    )
