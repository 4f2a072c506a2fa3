"""Who is logged in, and how operators end somebody's sessions."""

from __future__ import annotations

import html

import streamlit as st

from pages.access.visitor import current_operations
from pages.backend import backend
from pages.operating.frame import ROWS, act, more, row, rows, section, two_columns
from pages.wording.reader_time import when
from pages.wording.translating import tr, trn
from worker.logins import Person
from worker.operations import Snapshot
from worker.text.sentences import say

_END = say("End sessions")
_ADDRESS = "operations-address"


def show_people(snapshot: Snapshot) -> None:
    """People with open sessions; whoever has ended ones logs in again, unless they may not."""
    with (
        section(say("Logged in"), snapshot.people_total, "people"),
        st.popover(tr("By email address"), type="tertiary"),
    ):
        st.text_input(tr("Email address"), key=_ADDRESS)
        st.button(tr(_END), key="operations-end-named", on_click=_end_named)
    with rows("people"):
        for person in snapshot.people[:ROWS]:
            with row(f"person-{person.named}"):
                active = tr("last active {when}", when=when(person.active_at, snapshot.taken_at))
                two_columns(
                    tr("owner {name}", name=f"<code>{html.escape(person.named)}</code>"),
                    f"{trn('{count} session', '{count} sessions', person.sessions)}<small>{active}</small>",
                )
                _button(person)
    more(snapshot.people_total)


def _button(person: Person) -> None:
    st.button(
        tr(_END),
        key=f"operations-end-{person.owner}",
        icon=":material/logout:",
        type="tertiary",
        on_click=_end,
        args=(person.owner,),
        width="content",
    )


def _end_named() -> None:
    if who := str(st.session_state.get(_ADDRESS) or "").strip():
        _end(who)


def _end(who: str) -> None:
    def run() -> str:
        ended = backend().call(current_operations().end_sessions, who)
        return trn("{count} session ended.", "{count} sessions ended.", ended)

    act(run, None)
