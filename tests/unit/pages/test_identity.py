"""Who may see operations."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pages import identity
from worker.settings import Settings


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Claims of whoever is logged in, where `AUDIENCE_OPERATORS` names two people."""
    claims: dict[str, Any] = {"iss": "https://idp", "sub": "1"}
    settings = Settings(operators=" Ops@Example.org, second@example.org,")
    monkeypatch.setattr(identity, "login_configured", lambda: True)
    monkeypatch.setattr(identity, "backend", lambda: SimpleNamespace(settings=settings))
    monkeypatch.setattr(identity, "st", SimpleNamespace(user=claims))
    return claims


@pytest.mark.parametrize("email", ["ops@example.org", "OPS@example.ORG", " second@example.org "])
def test_promise_23_those_who_are_named_are_operators(user: dict[str, Any], email: str) -> None:
    user["email"] = email
    assert identity.is_operator()


@pytest.mark.parametrize("email", ["", None, "third@example.org", "ops@example.org.evil.com", "ops", ","])
def test_promise_23_nobody_else_is(user: dict[str, Any], email: str | None) -> None:
    user["email"] = email
    assert not identity.is_operator()


def test_promise_23_nor_is_one_without_an_email_or_with_an_unverified_one(user: dict[str, Any]) -> None:
    assert not identity.is_operator()
    user |= {"email": "ops@example.org", "email_verified": False}
    assert not identity.is_operator()


def test_with_login_and_nobody_named_there_are_no_operators(
    user: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    user["email"] = ""
    monkeypatch.setattr(identity, "backend", lambda: SimpleNamespace(settings=Settings()))
    assert not identity.is_operator()


def test_without_login_everyone_on_this_machine_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "login_configured", lambda: False)
    assert identity.is_operator()


def test_promise_25_settings_do_not_show_who_operators_are() -> None:
    assert "example.org" not in repr(Settings(operators="ops@example.org"))
