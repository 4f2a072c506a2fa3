"""How browsers keep the cookies of a login, and what reaches Streamlit of what they send."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers, MutableHeaders

from pages.access import cookies
from pages.access.cookies import from_browser, of_login, set_by, to_browser, to_server

_KEPT = "HttpOnly; Max-Age=2592000; Path=/reports; SameSite=lax"
NAMES = ["_streamlit_user", "_streamlit_user_1", "_streamlit_user_tokens", "_streamlit_user_tokens_12"]


@pytest.fixture(params=["https://reports.example.com"])
def origin(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(cookies, "public_origin", lambda: request.param)
    return str(request.param)


@pytest.mark.parametrize("name", [*NAMES, "_streamlit_session"])
def test_over_tls_a_login_is_kept_for_these_pages_alone(origin: str, name: str) -> None:
    line = to_browser(f"{name}=abc.d-e_f; {_KEPT}")

    pair, *attributes = line.split("; ")
    assert pair == f"__Host-{name}=abc.d-e_f"
    assert sorted(attributes) == ["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=lax", "Secure"]
    assert from_browser(Headers({"cookie": f"a=b; {pair}"})) == {"a": "b", name: "abc.d-e_f"}
    gone = to_browser(f'{name}=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/x; Secure')
    assert gone.startswith(f'__Host-{name}=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/;')


def test_over_tls_cookies_that_another_host_could_have_set_are_none(origin: str) -> None:
    sent = "; ".join(f"{name}=x" for name in [*NAMES, "_streamlit_session"])
    assert from_browser(Headers({"cookie": f"{sent}; _streamlit_xsrf=2|a|b|1"})) == {
        "_streamlit_xsrf": "2|a|b|1"
    }


def test_streamlits_own_script_finds_its_token(origin: str) -> None:
    assert to_browser("_streamlit_xsrf=2|a|b|1; Path=/") == "_streamlit_xsrf=2|a|b|1; Path=/; Secure"
    assert to_browser("other=1; Path=/x") == "other=1; Path=/x"


@pytest.mark.parametrize("origin", ["http://localhost:8501"], indirect=True)
@pytest.mark.parametrize("name", [*NAMES, "_streamlit_session", "_streamlit_xsrf"])
def test_without_tls_all_is_as_streamlit_has_it(origin: str, name: str) -> None:
    assert to_browser(f"{name}=abc; {_KEPT}") == f"{name}=abc; {_KEPT}"
    assert from_browser(Headers({"cookie": f"{name}=abc"})) == {name: "abc"}


@pytest.mark.parametrize("sent", ["audience_login=good", " audience_login =good", "audience_login"])
def test_what_the_door_tells_the_pages_no_browser_can_say(origin: str, sent: str) -> None:
    assert from_browser(Headers({"cookie": f"{sent}; a=b"})) == {"a": "b"}


def test_cookies_in_several_headers_are_read_and_put_in_one(origin: str) -> None:
    headers = MutableHeaders(raw=[(b"cookie", b"a=1; b=2"), (b"host", b"x"), (b"cookie", b"c==3=")])
    read = from_browser(headers)
    assert read == {"a": "1", "b": "2", "c": "=3="}
    to_server(headers, read)
    assert headers.getlist("cookie") == ["a=1; b=2; c==3="]
    to_server(headers, {})
    assert "cookie" not in headers


def test_only_cookies_of_a_login_are_taken_for_one() -> None:
    others = ["_streamlit_user_", "_streamlit_user_x", "_streamlit_users", "x_streamlit_user", "a"]
    assert list(of_login(dict.fromkeys([*NAMES, *others], "x"))) == NAMES


def test_what_an_answer_deletes_is_not_set() -> None:
    lines = [
        b'_streamlit_user=""; Max-Age=0',
        b"_streamlit_user_1=; Max-Age=0",
        b"_streamlit_user=abc; Path=/",
    ]
    headers = MutableHeaders(raw=[(b"set-cookie", line) for line in lines])
    assert set_by(headers) == {"_streamlit_user": "abc"}
