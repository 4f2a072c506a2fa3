"""Before the pages: login, or why this account may not enter; beside them: who is here, and the way out."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.access.login import login_configured
from pages.access.visitor import (
    access_settings,
    end_login,
    is_logged_in,
    is_verified,
    visitor,
    visitor_may_enter,
    what_ended,
)
from pages.wording.markdown import literal
from pages.wording.translating import tr
from worker.audit import Act, Entry, record
from worker.errors import AudienceError, LoginRequired
from worker.logins import LoginVerdict
from worker.text.sentences import say

_NOTED = "_entrance_noted"
_STYLE = Path(__file__).with_name("entrance.css")
_WIDTH = 520
_UNVERIFIED = say(
    "Your login does not prove an email address, and only people with known addresses may see these reports. "
    "Ask whoever runs this page for access, or log in with another account."
)
_NOT_ALLOWED = say(
    "You are logged in, but this account has no access to these reports. Ask whoever runs this page for "
    "access, or log in with another account."
)
_UNCHECKED = say(
    "Your login cannot be checked because the storage cannot be reached right now. This page goes on by "
    "itself; if it does not, tell whoever runs it."
)


def has_entered() -> bool:
    """Whether whoever is at the page may go on; those who may not are told what they can do."""
    if visitor_may_enter():
        _note_login()
        return True
    st.html(_STYLE)
    with (
        st.container(key="entrance", horizontal_alignment="center"),
        st.container(border=True, width=_WIDTH, horizontal_alignment="center", gap="small"),
    ):
        st.space("small")
        if what_ended() is LoginVerdict.UNKNOWN:
            _ask_for_patience()
        elif is_logged_in():
            _note_login(LoginRequired.code)
            _deny()
        else:
            _invite()
        st.space("small")
    return False


def show_account() -> None:
    """With a login a small menu in the corner; without one, where others can come in, a warning."""
    if login_configured():
        st.html(_STYLE)
        with st.container(key="account"), st.popover(tr("Account"), icon=":material/account_circle:"):
            st.caption(tr("Logged in as {name}", name=literal(_name())))
            st.button(tr("Log out"), icon=":material/logout:", type="tertiary", on_click=_log_out)
    elif access_settings().allow_without_login:
        st.warning(
            tr("There is no login: anyone who reaches this address sees every report and can delete it."),
            icon=":material/lock_open:",
        )


def _invite() -> None:
    st.markdown("# Audience Reports", text_alignment="center", anchors=False)
    st.markdown(_said(), text_alignment="center")
    st.button(tr("Log in"), type="primary", icon=":material/login:", on_click=st.login)


def _ask_for_patience() -> None:
    """Nobody enters unchecked; the connection is opened anew when that is possible again."""
    st.markdown(f"## {tr('One moment')}", text_alignment="center", anchors=False)
    st.markdown(tr(_UNCHECKED), text_alignment="center")


def _deny() -> None:
    st.markdown(f"## {tr('No access with this account')}", text_alignment="center", anchors=False)
    st.markdown(tr(_NOT_ALLOWED if is_verified() else _UNVERIFIED), text_alignment="center")
    st.button(tr("Log out"), icon=":material/logout:", on_click=_log_out)


def _note_login(refused: str | None = None) -> None:
    """Have the audit say that somebody is here, once in a browser session."""
    person = visitor()
    if person is None or st.session_state.get(_NOTED):
        return
    st.session_state[_NOTED] = True
    record(person, Entry(Act.LOGIN), outcome="refused" if refused else "ok", code=refused)


def _said() -> str:
    ended = what_ended()
    if ended is LoginVerdict.IDLE:
        return tr("You were logged out because nothing was done for a long time.")
    if ended is not None:
        return tr("Your session has ended.")
    return tr("Distinct customers by country, from files of any size.")


def _log_out() -> None:
    if person := visitor():
        try:
            end_login(person)
        except AudienceError as error:
            record(person, Entry(Act.LOGOUT), outcome="refused", code=error.code)
            st.toast(f"{tr('You are still logged in.')} {tr(error.message)}", icon=":material/error:")
            return
        record(person, Entry(Act.LOGOUT))
    st.logout()


def _name() -> str:
    """What the account is called, for those who have several."""
    return str(st.user.get("email") or st.user.get("name") or tr("somebody"))
