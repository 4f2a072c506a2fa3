"""Two logged-in people, the same pages: what one of them has is not there for the other, cached or not."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pages.access import entrance, visitor
from pages.access.claims import owner_of
from tests.integration.report_app import MAIN, buttons, click, countries, names, words
from tests.records import change, make_job, save
from worker.jobs.record import Failure, JobState
from worker.settings import Settings

S = JobState
BROKE_OFF = Failure(code="too_many_attempts", message="Counting this file broke off 5 times.")

pytestmark = pytest.mark.usefixtures("own_backend", "login")


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> None:
    """A login for one domain, with one operator."""
    monkeypatch.setenv("AUDIENCE_ALLOWED_DOMAINS", "example.org")
    monkeypatch.setenv("AUDIENCE_OPERATORS", "ops@example.org")
    for module in (visitor, entrance):
        monkeypatch.setattr(module, "login_configured", lambda: True)


def person(name: str, **changes: Any) -> dict[str, Any]:
    """The claims of somebody who has logged in."""
    return {
        "is_logged_in": True,
        "iss": "https://idp.example",
        "sub": name,
        "email": f"{name}@example.org",
        "email_verified": True,
    } | changes


def owner(name: str) -> str:
    found = owner_of(person(name))
    assert found is not None
    return found


def opened(user: dict[str, Any], page: str = "reports.py", **query: str) -> AppTest:
    app = AppTest.from_file(MAIN, default_timeout=60)
    app.user = user
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(page).run()


def test_promise_24_the_list_is_ones_own(settings: Settings) -> None:
    save(settings, [make_job(S.SUCCEEDED, owner=owner("ada"), name="adas.csv")])
    save(settings, [make_job(S.SUCCEEDED, owner=None, name="external.csv")])

    assert names(opened(person("ada"))) == ["adas\\.csv"]
    assert names(opened(person("eve"))) == []
    assert names(opened(person("ada", iss="https://other.example"))) == []


def test_promise_24_a_report_that_one_has_just_seen_is_unknown_to_the_other(settings: Settings) -> None:
    job = make_job(S.SUCCEEDED, owner=owner("ada"), name="adas.csv")
    save(settings, [job])
    ada = opened(person("ada"), "report.py", job=job.job_id)
    assert countries(ada)[0] == ("Germany", 640)

    eve = opened(person("eve"), "report.py", job=job.job_id)
    nobody = opened(person("eve"), "report.py", job=make_job(S.FAILED).job_id)

    assert words(eve) == words(nobody)
    assert "There is no such report" in words(eve)
    assert not eve.get("download_button")


def test_promise_24_what_was_on_the_page_no_longer_works_for_one_who_is_shut_out(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = make_job(S.QUEUED, owner=owner("ada"))
    save(settings, [job])
    page = opened(person("ada"), "report.py", job=job.job_id)
    assert "Cancel" in buttons(page)

    page.user = person("ada", email="ada@elsewhere.example")
    page = click(page, "Cancel")

    assert "No access with this account" in words(page)
    assert "customers" not in words(page)
    assert change(settings, job, lambda record: record).state is S.QUEUED


@pytest.mark.parametrize("page", ["upload.py", "reports.py", "report.py", "operations.py"])
def test_promise_23_before_login_every_page_is_the_login(settings: Settings, page: str) -> None:
    job = make_job(S.SUCCEEDED, owner=owner("ada"))
    save(settings, [job])
    for nobody in ({}, {"is_logged_in": False}, {"email": "ops@example.org", "email_verified": True}):
        app = opened(nobody, page, job=job.job_id)
        assert buttons(app) == ["Log in"]
        assert words(app).count("Audience Reports") == 1
        assert not app.get("page_link")
        assert [each.key for each in app.get("bidi_component")] == ["language_teller"]


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"email": "eve@evil.example"}, "this account has no access"),
        ({"email_verified": False}, "does not prove an email address"),
        ({"email": None}, "does not prove an email address"),
    ],
)
@pytest.mark.parametrize("page", ["upload.py", "reports.py", "operations.py"])
def test_promise_23_whoever_is_not_allowed_gets_one_calm_page(
    page: str, claims: dict[str, Any], sentence: str
) -> None:
    app = opened(person("ops", **claims), page)
    assert buttons(app) == ["Log out"]
    assert sentence in words(app)
    assert "@" not in words(app)
    assert [each.key for each in app.get("bidi_component")] == ["language_teller"]


def test_promise_23_operations_are_for_operators_also_by_their_address(settings: Settings) -> None:
    save(settings, [make_job(S.FAILED, owner=owner("eve"), failure=BROKE_OFF)])

    assert [title.value for title in opened(person("ops"), "operations.py").title] == ["Operations"]

    for other in (
        person("ada"),
        person("ops", email_verified=False),
        person("ada", email="ops@evil.example"),
    ):
        page = opened(other, "operations.py")
        assert "Operations" not in [title.value for title in page.title]
        assert "broke off" not in words(page)


def test_the_menu_says_who_is_logged_in_and_logs_out() -> None:
    app = opened(person("ada"))
    assert "ada\\@example\\.org" in app.caption[0].value.replace("\N{WORD JOINER}", "")

    app = click(app, "Log out")

    assert buttons(app) == ["Log in"]


def test_without_login_a_warning_is_on_every_page_once_others_may_come(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (visitor, entrance):
        monkeypatch.setattr(module, "login_configured", lambda: False)
    visitor.access_settings.cache_clear()
    assert "There is no login" not in words(opened({}))

    monkeypatch.setenv("AUDIENCE_ALLOW_WITHOUT_LOGIN", "yes")
    for page in ("upload.py", "reports.py", "report.py", "operations.py"):
        visitor.access_settings.cache_clear()
        assert "anyone who reaches this address sees every report" in words(opened({}, page))
