"""A dashboard behind TLS, in Chromium: how the browser keeps a login, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
import trustme
from anyio.from_thread import start_blocking_portal
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pages.access.claims import owner_of
from tests import environments
from tests.dashboard import Dashboard
from tests.integration.encrypted import encrypted
from tests.login import Provider, write_secrets
from tests.servers import NatsServer, S3Server

pytestmark = pytest.mark.browser

_OURS = "_streamlit_"


@dataclass
class Site:
    """A dashboard, and the address it is reached at."""

    url: str
    provider: Provider


@pytest.fixture(scope="module")
def site(s3: S3Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("tls")
    broker, provider = NatsServer(folder / "nats"), Provider(folder)
    with ExitStack() as stop:
        broker.start()
        stop.callback(broker.wipe)
        provider.start()
        stop.callback(provider.stop)
        for name in ("ada", "ops"):
            provider.know(name, email=f"{name}@example.org", email_verified=True)
        board = Dashboard(folder / "data", {"AUDIENCE_OPERATORS": "ops@example.org"})
        portal = stop.enter_context(start_blocking_portal())
        near = stop.enter_context(
            portal.wrap_async_context_manager(encrypted(board.url, trustme.CA(), "localhost"))
        )
        url = f"https://localhost:{urlsplit(near).port}"
        secrets = write_secrets(folder / "secrets.toml", port=board.port, provider=provider.url)
        secrets.write_text(secrets.read_text().replace(board.url, url))
        board.options["secrets.files"] = str(secrets)
        with environments.only(environments.naming(s3, s3.new_bucket(), broker.url)):
            board.start()
        stop.callback(board.stop)
        yield Site(url, provider)


@pytest.fixture
def profile(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """Make a browser profile."""
    with ExitStack() as stop:

        def make() -> BrowserContext:
            context = browser.new_context(viewport={"width": 1280, "height": 900}, ignore_https_errors=True)
            stop.callback(context.close)
            return context

        yield make


@pytest.fixture
def person(site: Site, profile: Callable[[], BrowserContext]) -> Callable[[str], Page]:
    """Somebody who has just logged in, in a browser of their own."""

    def log_in(subject: str) -> Page:
        page = profile().new_page()
        page.goto(site.url)
        enter(page, site, subject)
        return page

    return log_in


def enter(page: Page, site: Site, subject: str) -> None:
    """Press the button and say who one is."""
    page.get_by_role("button", name="Log in").click()
    page.get_by_placeholder("sub").fill(subject)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{site.url}/")
    expect(page.get_by_role("button", name="Account")).to_be_visible()


def log_out(page: Page) -> None:
    """Press the button, and end the session of the provider, too."""
    page.get_by_role("button", name="Account").click()
    page.get_by_role("button", name="Log out").click()
    page.get_by_role("button", name="End session").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()


def test_promise_23_a_stolen_cookie_is_of_no_use_once_its_owner_has_left(
    site: Site, person: Callable[[str], Page], profile: Callable[[], BrowserContext]
) -> None:
    page = person("ada")
    kept = [cookie for cookie in page.context.cookies() if cookie["name"].find(_OURS) >= 0]
    of_login = [cookie for cookie in kept if "_user" in cookie["name"]]
    assert of_login
    for cookie in kept:
        assert cookie["secure"], cookie["name"]
        assert cookie["path"] == "/"
        assert cookie["name"].startswith("__Host-") == ("_xsrf" not in cookie["name"])
    for cookie in of_login:
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Lax"
    thief = profile()
    thief.add_cookies(kept)  # type: ignore[arg-type]
    stolen = thief.new_page()
    stolen.goto(site.url)
    expect(stolen.get_by_role("button", name="Account")).to_be_visible()
    neighbour = page.context.new_page()
    neighbour.goto(f"{site.url}/reports")
    expect(neighbour.get_by_role("button", name="Account")).to_be_visible()

    log_out(page)

    assert not [cookie for cookie in page.context.cookies() if "_user" in cookie["name"]]
    for open_one in (neighbour, stolen):  # by themselves
        expect(open_one.get_by_role("button", name="Log in")).to_be_visible()
        expect(open_one.get_by_role("navigation")).to_have_count(0)
    stolen.goto(f"{site.url}/reports")
    expect(stolen.get_by_text("Your session has ended.")).to_be_visible()
    enter(page, site, "ada")


def test_promise_23_a_page_of_another_site_logs_nobody_out(site: Site, person: Callable[[str], Page]) -> None:
    page = person("ada")
    before = page.context.cookies()
    other = page.context.new_page()
    body = f'<img src="{site.url}/auth/logout"><a href="{site.url}/auth/logout">Win</a>'
    body += f'<form method="post" action="{site.url}/auth/logout"><button>Click</button></form>'
    other.route("http://127.0.0.1:8699/*", lambda route: route.fulfill(body=body, content_type="text/html"))
    for act in ("link", "button"):
        other.goto("http://127.0.0.1:8699/")
        with other.expect_navigation():
            other.get_by_role(act).click()

    page.goto(f"{site.url}/reports")
    expect(page.get_by_role("button", name="Account")).to_be_visible()
    assert {c["name"]: c["value"] for c in page.context.cookies() if "_user" in c["name"]} == {
        c["name"]: c["value"] for c in before if "_user" in c["name"]
    }


def test_promise_23_operators_end_somebodys_sessions_on_their_page(
    site: Site, person: Callable[[str], Page]
) -> None:
    ada, again, ops = person("ada"), person("ada"), person("ops")
    owner = owner_of({"is_logged_in": True, "iss": site.provider.url, "sub": "ada"})
    assert owner is not None
    ops.goto(f"{site.url}/operations")
    row = ops.locator(f".st-key-operations-row-person-{owner[:8]}")

    row.get_by_role("button", name="End sessions").click()

    for page in (ada, again):
        expect(page.get_by_role("button", name="Log in")).to_be_visible()
    expect(row).to_have_count(0)
    enter(ada, site, "ada")
    ops.get_by_role("button", name="By email address").click()
    ops.get_by_role("textbox", name="Email address").fill("ada@example.org")
    ops.get_by_role("textbox", name="Email address").press("Enter")
    ops.get_by_test_id("stPopoverBody").get_by_role("button", name="End sessions").click()
    expect(ada.get_by_role("button", name="Log in")).to_be_visible()
    expect(ops.get_by_role("heading", name="Operations")).to_be_visible()
