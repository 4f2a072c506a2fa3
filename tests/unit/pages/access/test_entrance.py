"""Who comes and goes is told to the audit, once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from pages.access import entrance
from worker.audit import Actor, Entry
from worker.errors import LoginRequired, StorageUnavailable

ADA = Actor("5f0c", "192.0.2.7")
Told = list[tuple[str, str, str | None]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What the audit was told about Ada, in one browser session."""
    lines: Told = []

    def record(actor: Actor, entry: Entry, *, outcome: str = "ok", code: str | None = None) -> None:
        assert actor == ADA
        lines.append((entry.act, outcome, code))

    page: Any = SimpleNamespace(session_state={}, logout=lambda: lines.append(("gone", "ok", None)))
    monkeypatch.setattr(entrance, "st", page)
    monkeypatch.setattr(entrance, "record", record)
    monkeypatch.setattr(entrance, "visitor", lambda: ADA)
    return lines


def test_whoever_enters_is_recorded_once_in_a_session(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance, "visitor_may_enter", lambda: True)

    assert entrance.has_entered()
    assert entrance.has_entered()

    assert told == [("login", "ok", None)]


def test_whoever_may_not_enter_is_recorded_as_refused(told: Told) -> None:
    entrance._note_login(LoginRequired.code)

    assert told == [("login", "refused", "login_required")]


def test_leaving_is_recorded_before_the_login_is_gone(told: Told) -> None:
    entrance._log_out()

    assert [line[0] for line in told] == ["logout", "gone"]


def test_with_the_storage_away_nobody_is_told_that_they_are_gone(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_person: Actor) -> None:
        raise StorageUnavailable

    monkeypatch.setattr(entrance, "end_login", away)
    said: list[str] = []
    monkeypatch.setattr("pages.access.entrance.st.toast", lambda text, **_: said.append(text), raising=False)

    entrance._log_out()

    assert told == [("logout", "refused", "storage_unavailable")]
    assert said[0].startswith("You are still logged in. The storage cannot be reached")


def test_without_login_nobody_comes_or_goes(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance, "visitor_may_enter", lambda: True)
    monkeypatch.setattr(entrance, "visitor", lambda: None)

    assert entrance.has_entered()

    assert told == []
