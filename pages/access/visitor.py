"""Who is at the page: the owner of every job they make."""

from __future__ import annotations

from functools import cache

import streamlit as st

from pages.access import claims
from pages.access.cookies import MARK
from pages.access.login import login_configured
from pages.backend import backend
from worker.audit import Actor
from worker.desk.analyst import Desk
from worker.errors import LoginRequired
from worker.jobs.object_keys import LOCAL_OWNER
from worker.logins import Login, LoginVerdict
from worker.operations import Operations
from worker.settings import Settings, read_settings
from worker.storage.clock import utc_now


@cache
def access_settings() -> Settings:
    """The settings that say who may come in; they are known before any server is."""
    return read_settings()


def is_logged_in() -> bool:
    """Whether the identity provider says who is at the page."""
    return claims.owner_of(st.user) is not None


def visitor_may_enter() -> bool:
    """Whether whoever is at the page may be here; without login that is everyone who reaches it."""
    return not login_configured() or claims.may_enter(st.user, access_settings())


def is_verified() -> bool:
    """Whether the identity provider vouches for an email address of whoever is at the page."""
    return claims.verified_email(st.user) is not None


def visitor() -> Actor | None:
    """Who is logged in at the page, allowed to be here or not; None without login."""
    owner = claims.owner_of(st.user) if login_configured() else None
    return None if owner is None else Actor(owner, st.context.ip_address)


def end_login(person: Actor) -> None:
    """End the login that somebody is at the page with, wherever else its cookie may be.

    Raises:
        StorageUnavailable: it goes on.
    """
    if mark := st.context.cookies.get(MARK):
        backend().call(backend().standing.end, Login(person.name, mark, utc_now()))


def what_ended() -> LoginVerdict | None:
    """Why somebody is not logged in though they have the cookie of a login; None when they have none."""
    mark = st.context.cookies.get(MARK)
    return LoginVerdict(mark) if mark in set(LoginVerdict) else None


def current_owner() -> str:
    """The owner's name in keys; `local` without login.

    Raises:
        LoginRequired: whoever is at the page may not be here, or no longer.
    """
    if not login_configured():
        return LOCAL_OWNER
    owner = claims.owner_of(st.user)
    if owner is None or not visitor_may_enter():
        raise LoginRequired
    return owner


def current_desk() -> Desk:
    """The desk of whoever is at the page; without login, jobs of external publishers are on it too.

    Raises:
        LoginRequired: as `current_owner`.
    """
    actor = current_actor()
    return backend().desks.desk(actor.name, external=not login_configured(), actor=actor)


def current_actor() -> Actor:
    """Who answers for what is done at the page, and from where they reach it.

    Raises:
        LoginRequired: as `current_owner`.
    """
    return Actor(current_owner(), st.context.ip_address)


def is_operator() -> bool:
    """Whether whoever is at the page may see operations: with login those whom `AUDIENCE_OPERATORS` names."""
    return not login_configured() or claims.may_operate(st.user, access_settings())


def current_operations() -> Operations:
    """What operators see and do.

    Raises:
        LoginRequired: whoever is at the page is none, or no longer.
    """
    if not is_operator():
        raise LoginRequired
    return backend().operations.by(current_actor())
