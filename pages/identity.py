"""Who is at the page: the owner of every job they make."""

from __future__ import annotations

import hashlib

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from pages.backend import backend
from worker.jobs.desk import Desk
from worker.jobs.keys import LOCAL_OWNER

_OWNER_CHARACTERS = 32


def login_configured() -> bool:
    """Whether `.streamlit/secrets.toml` configures a login."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        return False


def current_owner() -> str:
    """The owner's name in keys: a digest of the login's stable subject; `local` without login."""
    if not login_configured():
        return LOCAL_OWNER
    subject = f"{st.user['iss']}\n{st.user['sub']}"
    return hashlib.sha256(subject.encode()).hexdigest()[:_OWNER_CHARACTERS]


def current_desk() -> Desk:
    """The desk of whoever is at the page; without login, jobs of foreign publishers are on it too."""
    return backend().reception.desk(current_owner(), foreign=not login_configured())


def is_operator() -> bool:
    """Whether whoever is at the page may see operations.

    Without login that is everyone on this machine; with login those whom `AUDIENCE_OPERATORS` names, by an
    email address that the identity provider does not call unverified.
    """
    if not login_configured():
        return True
    email = str(st.user.get("email") or "").strip().lower()
    return email in backend().settings.operator_emails and st.user.get("email_verified") is not False
