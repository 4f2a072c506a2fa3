"""Who is at the page, asked again by everything that reads or writes for them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pages import identity
from worker.audit import Actor
from worker.errors import LoginRequired
from worker.jobs.keys import LOCAL_OWNER
from worker.settings import Settings

ADDRESS = "192.0.2.7"


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Claims of a logged-in operator, where one domain is allowed."""
    claims: dict[str, Any] = {
        "is_logged_in": True,
        "iss": "https://idp",
        "sub": "1",
        "email": "ops@example.org",
        "email_verified": True,
    }
    settings = Settings(operators="ops@example.org", allowed_domains="example.org")
    monkeypatch.setattr(identity, "login_configured", lambda: True)
    monkeypatch.setattr(identity, "access_settings", lambda: settings)
    reception = SimpleNamespace(desk=lambda owner, *, foreign, actor: (owner, foreign, actor))
    backend = SimpleNamespace(reception=reception, operations=SimpleNamespace(by=lambda actor: actor))
    monkeypatch.setattr(identity, "backend", lambda: backend)
    context = SimpleNamespace(ip_address=ADDRESS)
    monkeypatch.setattr(identity, "st", SimpleNamespace(user=claims, context=context))
    return claims


def test_whoever_is_logged_in_has_a_desk_without_foreign_jobs(user: dict[str, Any]) -> None:
    desk: Any = identity.current_desk()
    owner = identity.current_owner()
    assert desk == (owner, False, Actor(owner, ADDRESS))
    assert identity.current_owner() != LOCAL_OWNER


@pytest.mark.parametrize("change", [{"is_logged_in": False}, {"sub": ""}, {"email": "eve@evil.example"}])
def test_promise_23_whoever_is_logged_out_or_no_longer_allowed_has_none(
    user: dict[str, Any], change: dict[str, Any]
) -> None:
    user |= change
    for door in (identity.current_owner, identity.current_desk, identity.current_operations):
        with pytest.raises(LoginRequired):
            door()
    assert not identity.may_enter()
    assert not identity.is_operator()


def test_promise_23_operations_are_for_operators(user: dict[str, Any]) -> None:
    operations: Any = identity.current_operations()
    assert operations == Actor(identity.current_owner(), ADDRESS)

    user["email"] = "ada@example.org"
    assert identity.may_enter()
    with pytest.raises(LoginRequired):
        identity.current_operations()


def test_without_login_everyone_on_this_machine_is_the_owner_and_an_operator(
    user: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "login_configured", lambda: False)
    user.clear()
    desk: Any = identity.current_desk()
    assert desk == (LOCAL_OWNER, True, Actor(LOCAL_OWNER, ADDRESS))
    assert identity.visitor() is None
    assert identity.is_operator()
