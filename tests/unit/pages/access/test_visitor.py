"""Who is at the page, asked again by everything that reads or writes for them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pages.access import visitor
from worker.audit import Actor
from worker.errors import LoginRequired
from worker.jobs.object_keys import LOCAL_OWNER
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
    monkeypatch.setattr(visitor, "login_configured", lambda: True)
    monkeypatch.setattr(visitor, "access_settings", lambda: settings)
    desks = SimpleNamespace(desk=lambda owner, *, external, actor: (owner, external, actor))
    backend = SimpleNamespace(desks=desks, operations=SimpleNamespace(by=lambda actor: actor))
    monkeypatch.setattr(visitor, "backend", lambda: backend)
    context = SimpleNamespace(ip_address=ADDRESS)
    monkeypatch.setattr(visitor, "st", SimpleNamespace(user=claims, context=context))
    return claims


def test_whoever_is_logged_in_has_a_desk_without_external_jobs(user: dict[str, Any]) -> None:
    desk: Any = visitor.current_desk()
    owner = visitor.current_owner()
    assert desk == (owner, False, Actor(owner, ADDRESS))
    assert visitor.current_owner() != LOCAL_OWNER


@pytest.mark.parametrize("change", [{"is_logged_in": False}, {"sub": ""}, {"email": "eve@evil.example"}])
def test_promise_23_whoever_is_logged_out_or_no_longer_allowed_has_none(
    user: dict[str, Any], change: dict[str, Any]
) -> None:
    user |= change
    for door in (visitor.current_owner, visitor.current_desk, visitor.current_operations):
        with pytest.raises(LoginRequired):
            door()
    assert not visitor.visitor_may_enter()
    assert not visitor.is_operator()


def test_promise_23_operations_are_for_operators(user: dict[str, Any]) -> None:
    operations: Any = visitor.current_operations()
    assert operations == Actor(visitor.current_owner(), ADDRESS)

    user["email"] = "ada@example.org"
    assert visitor.visitor_may_enter()
    with pytest.raises(LoginRequired):
        visitor.current_operations()


def test_without_login_everyone_on_this_machine_is_the_owner_and_an_operator(
    user: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitor, "login_configured", lambda: False)
    user.clear()
    desk: Any = visitor.current_desk()
    assert desk == (LOCAL_OWNER, True, Actor(LOCAL_OWNER, ADDRESS))
    assert visitor.visitor() is None
    assert visitor.is_operator()
