"""A page's origin is the dashboard's own to the port and the scheme, or it is a stranger's."""

from __future__ import annotations

import pytest

from pages.access.own_origins import is_own

PUBLIC = "https://reports.example.com"


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://localhost:8501", "localhost:8501"),
        ("http://LOCALHOST:8501", "localhost:8501"),
        ("http://127.0.0.1:8501", "127.0.0.1:8501"),
        ("http://[::1]:8501", "[::1]:8501"),
        ("http://localhost", "localhost"),
        ("http://localhost:80", "localhost"),
        ("https://reports.example.com", "reports.example.com"),
        ("https://reports.example.com", "reports.example.com:443"),
        ("https://reports.example.com:8443", "reports.example.com:8443"),
    ],
)
def test_pages_of_the_same_address(origin: str, host: str) -> None:
    assert is_own(origin, host, is_encrypted=False, public=None)


STRANGERS = [
    "http://127.0.0.1:8699",
    "http://localhost:8502",
    "http://localhost",
    "https://localhost",
    "http://0.0.0.0:1234",
    "http://0.0.0.0:8501",
    "http://[::1]:8501",
    "http://127.0.0.1:8501",
    "http://localhost.evil.example:8501",
    "http://evil.example:8501",
    "http://localhost:8501@evil.example",
    "http://evil.example#localhost:8501",
    "ftp://localhost:8501",
    "file://",
    "chrome-extension://localhost:8501",
    "null",
    "",
    "localhost:8501",
    "//localhost:8501",
    "http://localhost:port",
]


@pytest.mark.parametrize("origin", STRANGERS)
def test_promise_23_no_other_page(origin: str) -> None:
    assert not is_own(origin, "localhost:8501", is_encrypted=False, public=None)


def test_promise_23_a_page_that_came_unencrypted_is_none_of_an_encrypted_server() -> None:
    assert not is_own("http://reports.example.com", "reports.example.com", is_encrypted=True, public=None)
    assert not is_own(
        "http://reports.example.com:8443", "reports.example.com:8443", is_encrypted=True, public=None
    )
    assert is_own("https://reports.example.com", "reports.example.com", is_encrypted=True, public=None)


def test_promise_23_nor_of_one_that_the_login_knows_as_encrypted() -> None:
    assert not is_own("http://reports.example.com", "reports.example.com", is_encrypted=False, public=PUBLIC)
    assert is_own(PUBLIC, "reports.example.com", is_encrypted=False, public=PUBLIC)
    assert is_own("http://10.0.0.7:8501", "10.0.0.7:8501", is_encrypted=False, public=PUBLIC)
