"""Two people of an identity provider in Chromium: in, out, and never at what is the other's."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pages.access.claims import owner_of
from tests.browser.uploading import choose, expect_arrived, row, write_customers
from tests.dashboard import Dashboard
from tests.login import Provider, write_secrets
from tests.records import make_job, save
from tests.servers import NatsServer, S3Server
from worker.jobs.record import JobRecord, JobState
from worker.settings import Settings, read_settings

pytestmark = pytest.mark.browser

S = JobState
PEOPLE = {
    "ada": {"email": "ada@example.org", "email_verified": True},
    "bob": {"email": "bob@example.org", "email_verified": True},
    "ops": {"email": "ops@example.org", "email_verified": True},
    "eve": {"email": "eve@evil.example", "email_verified": True},
    "una": {"email": "una@example.org", "email_verified": False},
}


@dataclass
class Board:
    """A dashboard with a login."""

    url: str
    settings: Settings
    provider: Provider

    def owner(self, subject: str) -> str:
        """Whose jobs those of this person are."""
        owner = owner_of({"is_logged_in": True, "iss": self.provider.url, "sub": subject})
        assert owner is not None
        return owner


@pytest.fixture(scope="module")
def shared_board(s3: S3Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    """One dashboard for all tests of the module; no worker runs."""
    folder = tmp_path_factory.mktemp("login")
    broker, provider = NatsServer(folder / "nats"), Provider(folder)
    broker.start()
    provider.start()
    for subject, claims in PEOPLE.items():
        provider.know(subject, **claims)
    board = Dashboard(
        folder / "data",
        {"AUDIENCE_ALLOWED_DOMAINS": "example.org", "AUDIENCE_OPERATORS": "ops@example.org"},
    )
    secrets = write_secrets(folder / "secrets.toml", port=board.port, provider=provider.url)
    board.options["secrets.files"] = str(secrets)
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("AUDIENCE_", "AWS_"))]:
            patch.delenv(name)
        patch.setenv("AUDIENCE_S3_ENDPOINT", s3.endpoint)
        patch.setenv("AUDIENCE_S3_BUCKET", s3.new_bucket())
        patch.setenv("AUDIENCE_BROKER_URL", broker.url)
        patch.setenv("AWS_ACCESS_KEY_ID", s3.access_key)
        patch.setenv("AWS_SECRET_ACCESS_KEY", s3.secret_key)
        board.start()
        yield Board(board.url, read_settings(), provider)
    board.stop()
    provider.stop()
    broker.wipe()


@pytest.fixture
def board(shared_board: Board, s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> Board:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3.secret_key)
    return shared_board


@pytest.fixture
def person(board: Board, tab: Callable[[], Page]) -> Callable[[str], Page]:
    """Somebody who has just logged in, in a browser of their own."""

    def log_in(subject: str) -> Page:
        page = tab()
        page.goto(board.url)
        page.get_by_role("button", name="Log in").click()
        page.get_by_placeholder("sub").fill(subject)
        page.get_by_role("button", name="Authorize").click()
        page.wait_for_url(f"{board.url}/")
        expect(page.get_by_role("button", name=re.compile("Account|Log out"))).to_be_visible()
        return page

    return log_in


def report_of(board: Board, subject: str, name: str) -> JobRecord:
    job = make_job(S.SUCCEEDED, owner=board.owner(subject), name=name)
    save(board.settings, [job])
    return job


def test_promise_23_a_deep_link_to_a_fresh_server_shows_the_login_and_nothing_else(
    board: Board, page: Page
) -> None:
    job = report_of(board, "ada", "adas.csv")

    for path in (f"report?job={job.job_id}", "reports", "operations", "", "upload"):
        page.goto(f"{board.url}/{path}")
        expect(page.get_by_role("heading", name="Audience Reports")).to_be_visible()
        expect(page.get_by_role("button")).to_have_text([re.compile("Log in"), re.compile("Deutsch")])
        expect(page.get_by_role("navigation")).to_have_count(0)
        expect(page.locator("body")).not_to_contain_text("adas")


def test_promise_24_two_people_see_each_their_own(board: Board, person: Callable[[str], Page]) -> None:
    adas, bobs = report_of(board, "ada", "adas-own.csv"), report_of(board, "bob", "bobs-own.csv")
    ada, bob = person("ada"), person("bob")

    for page, own, other in ((ada, adas, bobs), (bob, bobs, adas)):
        page.goto(f"{board.url}/reports")
        expect(page.get_by_role("link", name=own.file.name)).to_be_visible()
        expect(page.get_by_role("link", name=other.file.name)).to_have_count(0)

        page.goto(f"{board.url}/report?job={own.job_id}")
        expect(page.get_by_role("heading", name=own.file.name)).to_be_visible()

        page.goto(f"{board.url}/report?job={other.job_id}")
        expect(page.get_by_role("heading", name="There is no such report")).to_be_visible()
        expect(page.get_by_role("link", name="Go to my reports")).to_be_visible()
        expect(page.get_by_role("link", name="All reports")).to_be_visible()
        theirs = page.get_by_test_id("stMain").inner_text()
        page.goto(f"{board.url}/report?job=0192f0c1-0000-7000-8000-000000000000")
        expect(page.get_by_role("heading", name="There is no such report")).to_be_visible()
        expect(page.get_by_test_id("stMain")).to_have_text(theirs, use_inner_text=True)


def test_promise_24_a_file_of_one_does_not_show_in_the_other_ones_drop_zone(
    board: Board, person: Callable[[str], Page], tmp_path: Path
) -> None:
    write_customers(tmp_path / "fresh.csv")
    ada, bob = person("ada"), person("bob")

    choose(ada, tmp_path / "fresh.csv")
    expect_arrived(ada, "fresh.csv")

    bob.reload()
    expect(bob.get_by_text("Drop CSV, Excel or Parquet files here")).to_be_visible()
    choose(bob, tmp_path / "fresh.csv")
    expect_arrived(bob, "fresh.csv")
    expect(row(bob, "fresh.csv")).to_have_count(1)


def test_after_logging_out_the_pages_are_closed_again(board: Board, person: Callable[[str], Page]) -> None:
    job = report_of(board, "ada", "adas-last.csv")
    page = person("ada")
    page.get_by_role("button", name="Account").click()
    expect(page.get_by_text(re.compile("Logged in as ada@.?example.org"))).to_be_visible()

    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()

    page.goto(f"{board.url}/report?job={job.job_id}")
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("adas-last")


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [("eve", "this account has no access"), ("una", "does not prove an email address")],
)
def test_promise_23_whoever_is_not_allowed_gets_one_calm_page_and_can_log_out(
    board: Board, person: Callable[[str], Page], subject: str, sentence: str
) -> None:
    page = person(subject)
    for path in ("", "reports", "report?job=1", "operations"):
        page.goto(f"{board.url}/{path}")
        expect(page.get_by_text(sentence)).to_be_visible()
        expect(page.get_by_role("button")).to_have_text([re.compile("Log out"), re.compile("Deutsch")])
        expect(page.locator("body")).not_to_contain_text("@")

    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()


def test_promise_23_operators_see_operations_and_others_do_not(
    board: Board, person: Callable[[str], Page]
) -> None:
    ops, ada = person("ops"), person("ada")

    expect(ops.get_by_role("link", name="Operations")).to_be_visible()
    ops.goto(f"{board.url}/operations")
    expect(ops.get_by_role("heading", name="Operations")).to_be_visible()

    expect(ada.get_by_role("link", name="Reports", exact=True)).to_be_visible()
    expect(ada.get_by_role("link", name="Operations")).to_have_count(0)
    ada.goto(f"{board.url}/operations")
    expect(ada.get_by_text("Drop CSV, Excel or Parquet files here")).to_be_visible()
    expect(ada.get_by_role("heading", name="Operations")).to_have_count(0)
