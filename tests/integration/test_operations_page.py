"""Who gets the operators' page, and what it says when servers are away; run as Streamlit runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

MAIN = Path(__file__).parents[2] / "pages" / "main.py"

pytestmark = pytest.mark.usefixtures("own_backend")


def opened() -> AppTest:
    return AppTest.from_file(MAIN, default_timeout=60).switch_page("operations.py").run()


def titles(app: AppTest) -> list[str]:
    return [title.value for title in app.title]


def test_an_operator_gets_the_page() -> None:
    app = opened()

    assert titles(app) == ["Operations"]
    assert [warning.value for warning in app.warning] == [
        "No worker is running. Jobs wait until one does: start it with `python -m worker`."
    ]


def test_promise_23_operators_see_that_a_login_lets_in_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any("provider may enter" in warning.value for warning in opened().warning)
    monkeypatch.setattr("pages.access.exposure.login_configured", lambda: True)

    assert any("provider may enter" in warning.value for warning in opened().warning)


def test_promise_23_for_anybody_else_there_is_no_such_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.access.visitor.is_operator", lambda: False)

    app = opened()

    assert titles(app) == ["New audience report"]
    assert not any("operations" in block.proto.body for block in app.get("html"))


def test_with_the_queue_away_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIENCE_BROKER_URL", "nats://127.0.0.1:9")

    app = opened()

    assert titles(app) == ["Operations"]
    assert "queue cannot be reached" in app.warning[0].value
