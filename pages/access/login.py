"""Whether there is a login: decided once, so that nothing done to its file later lets anyone in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from worker.errors import ConfigurationError

_KEYS = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_CALLBACK = "/oauth2callback"
_SHORTEST_SECRET = 32
_NO_FILE = "no-secrets-found"


@cache
def login_configured() -> bool:
    """Whether `[auth]` in `.streamlit/secrets.toml` configures a login.

    Raises:
        ConfigurationError: it is there, but nobody could log in with it, which is never taken for no login.
    """
    try:
        secrets = st.secrets.to_dict()
    except StreamlitSecretNotFoundError as error:
        if error.error_id == _NO_FILE:
            return False
        raise ConfigurationError(
            f"The file of the login, .streamlit/secrets.toml, cannot be read: {error.__cause__ or 'no TOML'}."
        ) from None
    except (OSError, ValueError) as error:
        reason = type(error).__name__
        raise ConfigurationError(
            f"The file of the login, .streamlit/secrets.toml, cannot be read: {reason}."
        ) from None
    if "auth" not in secrets:
        return False
    _check(secrets["auth"])
    return True


@cache
def public_origin() -> str | None:
    """The pages' origin as browsers see it, to which the login comes back; None without a login."""
    if not login_configured():
        return None
    address = urlsplit(str(st.secrets["auth"]["redirect_uri"]))
    return f"{address.scheme}://{address.netloc}"


def _check(auth: object) -> None:
    given = auth if isinstance(auth, Mapping) else {}
    missing = [key for key in _KEYS if not isinstance(given.get(key), str) or not given[key].strip()]
    if missing:
        raise ConfigurationError(f"[auth] in .streamlit/secrets.toml lacks {', '.join(missing)}.")
    if not given["redirect_uri"].endswith(_CALLBACK):
        raise ConfigurationError(
            f"redirect_uri in .streamlit/secrets.toml is the pages' own address followed by {_CALLBACK}."
        )
    if len(given["cookie_secret"]) < _SHORTEST_SECRET:
        raise ConfigurationError(
            f"cookie_secret in .streamlit/secrets.toml has fewer than {_SHORTEST_SECRET} characters: "
            "whoever guesses it can log in as anyone."
        )
