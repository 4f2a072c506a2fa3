"""What cookies prove: which login they are of, in one piece or in several, and nothing once changed."""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping
from typing import Any

import pytest
from streamlit.auth_util import get_cookie_with_chunks, set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value

from pages.access import proofs
from pages.access.proofs import LoginProof, proof_of

SECRET = "0123456789abcdef0123456789abcdef"
ORIGIN = "https://reports.example.com"
ADA = {"iss": "https://idp.example", "sub": "ada", "email": "ada@example.org"}
PICTURE: dict[str, Any] = {"picture": secrets.token_hex(6_000)}  # in several pieces


@pytest.fixture(autouse=True)
def _configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "public_origin", lambda: ORIGIN)
    monkeypatch.setattr(proofs, "get_cookie_secret", lambda: SECRET)


def cookies(at: float | None = None, secret: str = SECRET, **claims: Any) -> dict[str, str]:
    """What Streamlit sets when a provider says this of Ada."""
    made: dict[str, str] = {}
    now = at or time.time()

    def sign(name: str, value: str) -> bytes:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("itsdangerous.timed.time.time", lambda: now)
            return create_signed_value(secret, name, value)

    set_cookie_with_chunks(
        lambda name, value: made.update({name: sign(name, value).decode()}),
        sign,
        "_streamlit_user",
        {**ADA, "origin": ORIGIN, "is_logged_in": True, **claims},
        cookie_attr_size=60,
    )
    return made


def proven(given: Mapping[str, str]) -> LoginProof:
    proof = proof_of(given)
    assert proof is not None
    return proof


@pytest.mark.parametrize("more", [{}, PICTURE])
def test_streamlit_sees_what_was_proven_however_old_or_new_the_signature(more: dict[str, Any]) -> None:
    for age in (-600, 0, 29 * 86_400, 400 * 86_400):
        given = cookies(time.time() - age, nonce="1", **more)
        proof = proven(given | {"_streamlit_xsrf": "2|a|b|1"})
        assert proof.cookies.keys() == given.keys()

        def read(name: str, proof: LoginProof = proof) -> bytes | None:
            return decode_signed_value(SECRET, name, proof.cookies[name])

        content = get_cookie_with_chunks(read, "_streamlit_user")
        assert content is not None
        assert b'"nonce": "1"' in content
        assert proof.claims["sub"] == "ada"
        assert proof.login.email == "ada@example.org"


@pytest.mark.parametrize("more", [{}, PICTURE])
def test_each_login_has_an_id_of_its_own_which_its_cookie_keeps(more: dict[str, Any]) -> None:
    now = time.time()
    first, same_second, later = (
        cookies(now, nonce="1", **more),
        cookies(now, nonce="2", **more),
        cookies(now + 1, nonce="1", **more),
    )
    ids = [proven(each).login.id for each in (first, same_second, later)]
    assert len(set(ids)) == 3
    assert proven(first).login.id == ids[0]
    assert proven({name: f'"{value}"' for name, value in first.items()}).login.id == ids[0]


def test_pieces_of_several_logins_are_no_new_login() -> None:
    one, other = cookies(time.time() - 60, nonce="1", **PICTURE), cookies(None, nonce="2", **PICTURE)
    assert len(one) == len(other) > 3
    for name in one:
        mixed = proof_of(one | {name: other[name]})
        if mixed is not None:
            expected = other if name == "_streamlit_user_1" else one
            assert mixed.login.id == proven(expected).login.id


@pytest.mark.parametrize("more", [{}, PICTURE])
def test_what_was_changed_or_is_of_other_pages_proves_nothing(more: dict[str, Any]) -> None:
    good = cookies(**more)
    name, value = max(good.items())
    content, signed_at, signature = value.rsplit(".", 2)
    for changed in (
        {},
        {name: value[:-3]},
        {name: f"{content}.{signed_at}x.{signature}"},
        {name: f"{content[:-1]}.{signed_at}.{signature}"},
        {name: ""},
        {name: "é" * 80},
        {name: "chunks-2"},
        {"_streamlit_user": good[name]} if more else {"_streamlit_user_1": value},
    ):
        assert proof_of(changed if not changed or not more else good | changed) is None
    assert proof_of(cookies(secret="another-secret-another-secret-an", **more)) is None
    assert proof_of(cookies(origin="https://elsewhere.example", **more)) is None
    assert proof_of(cookies(is_logged_in=False, **more)) is None
    assert proof_of(cookies(sub="", **more)) is None
