"""Who can reach the pages: without a login only this machine, unless the operator says otherwise."""

from __future__ import annotations

from ipaddress import ip_address

import streamlit as st

from pages.access.login import login_configured
from worker.errors import ConfigurationError
from worker.settings import Settings
from worker.text.sentences import say

_ADVICE = (
    "Configure a login (see .streamlit/secrets.toml.example), or set AUDIENCE_ALLOW_WITHOUT_LOGIN=yes to let "
    "anyone who reaches them see and delete everything."
)


def check_exposure(settings: Settings) -> None:
    """Refuse to serve everything to everyone by mistake.

    Raises:
        ConfigurationError: there is no login and others could reach the pages, or the login is broken.
    """
    if login_configured() or settings.allow_without_login:
        return
    address = st.get_option("server.address") or ""
    if not _is_this_machine(address):
        raise ConfigurationError(
            "There is no login, so the pages answer on this machine only, but server.address is "
            f"{address or 'not set: every network'}. {_ADVICE}"
        )
    hosts = [host for host in st.get_option("server.allowedHosts") or ["*"] if not _is_this_machine(host)]
    if hosts:  # what a proxy in front of a loopback address needs
        raise ConfigurationError(
            "There is no login, so the pages answer on this machine only, but server.allowedHosts names "
            f"{', '.join(hosts)}. {_ADVICE}"
        )


def open_login(settings: Settings) -> str | None:
    """A sentence for operators when the login lets in whoever has any account at its provider."""
    if not login_configured() or settings.allowed_domains or settings.allowed_emails:
        return None
    return say(
        "Everyone who has an account at the login's provider may enter: set AUDIENCE_ALLOWED_DOMAINS or "
        "AUDIENCE_ALLOWED_EMAILS to say who."
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
