"""A login that nobody could log in with is a reason not to start, and never no login."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.secrets import Secrets

from pages.access.login import login_configured
from worker.errors import ConfigurationError

AUTH = {
    "redirect_uri": "https://audience.example/oauth2callback",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
    "client_id": "audience",
    "client_secret": "hush",
    "server_metadata_url": "https://idp.example/.well-known/openid-configuration",
}


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the file is, or is not."""
    path = tmp_path / "secrets.toml"
    monkeypatch.setattr(
        "streamlit.config.get_option", lambda name: [str(path)] if name == "secrets.files" else None
    )
    monkeypatch.setattr(st, "secrets", Secrets())
    login_configured.cache_clear()
    yield path
    login_configured.cache_clear()


def auth(**changes: str | None) -> str:
    lines = [f'{key} = "{value}"' for key, value in (AUTH | changes).items() if value is not None]
    return "\n".join(["[auth]", *lines])


def test_without_a_file_or_the_section_there_is_no_login(secrets: Path) -> None:
    assert not login_configured()

    login_configured.cache_clear()
    secrets.write_text('[another]\nkey = "value"\n')
    assert not login_configured()


def test_with_the_section_there_is_one_whatever_becomes_of_the_file(secrets: Path) -> None:
    secrets.write_text(auth())
    assert login_configured()

    secrets.unlink()
    st.secrets._reset()
    assert login_configured()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[auth]", "lacks redirect_uri, cookie_secret, client_id, client_secret, server_metadata_url"),
        ("auth = true", "lacks redirect_uri"),
        (auth(client_secret=None), r"lacks client_secret\."),
        (auth(client_id="", cookie_secret=" "), r"lacks cookie_secret, client_id\."),
        (auth(redirect_uri="https://audience.example"), "followed by /oauth2callback"),
        (auth(cookie_secret="xxx"), "fewer than 32 characters"),
        ("[auth", "cannot be read: Expected"),
        ("[auth]\nclient_id = hush", "cannot be read: Invalid value"),
    ],
)
def test_promise_23_a_broken_login_is_one_sentence_and_never_no_login(
    secrets: Path, text: str, sentence: str
) -> None:
    secrets.write_text(text)
    for _ in range(2):
        with pytest.raises(ConfigurationError, match=sentence) as refused:
            login_configured()
        assert "\n" not in refused.value.message
        assert "hush" not in refused.value.message


def test_promise_23_nor_is_a_file_that_is_no_text(secrets: Path) -> None:
    secrets.write_bytes(b"\xff\xfe[auth]")
    with pytest.raises(ConfigurationError, match="cannot be read: UnicodeDecodeError"):
        login_configured()
