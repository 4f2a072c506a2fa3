"""A browser profile that tests share, one after the other: only what it has compiled stays."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Frame, Page

from tests.conftest import BROWSER_TIMEOUT_MS


class SharedProfile:
    """Tabs of one profile, in which a script that was loaded once is compiled already.

    That saves half of what it costs to open a page. A tab at the address of all dashboards stays open: the
    process that shows them, and so what it has compiled, ends with its last tab.
    """

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self._origins: set[str] = set()
        self._first = context.new_page()
        self._first.route("**/*", lambda route: route.fulfill(content_type="text/html", body=""))
        self._first.goto("http://localhost/")
        context.on("page", lambda page: page.on("framenavigated", self._visited))

    def new_page(self) -> Page:
        """A blank tab."""
        return self._context.new_page()

    def forget(self) -> None:
        """Close the tabs of a test, and forget what their pages have kept."""
        for page in self._context.pages:
            if page != self._first:
                page.close()
        self._context.set_offline(False)
        self._context.clear_cookies()
        devtools = self._context.new_cdp_session(self._first)
        for origin in self._origins:
            kinds = "cookies,local_storage,indexeddb,cache_storage,service_workers"
            devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": kinds})
        devtools.detach()
        self._origins.clear()

    def close(self) -> None:
        """Forget all of it."""
        self._context.close()

    def _visited(self, frame: Frame) -> None:
        address = urlsplit(frame.url)
        if address.netloc:
            self._origins.add(f"{address.scheme}://{address.netloc}")


class SharedProfiles:
    """As many profiles as people take part in a test."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._made: list[SharedProfile] = []
        self._used = 0

    def new_page(self) -> Page:
        """A blank tab in a profile that the test has not used yet."""
        if self._used == len(self._made):
            context = self._browser.new_context(viewport={"width": 1280, "height": 900})
            context.set_default_timeout(BROWSER_TIMEOUT_MS)
            self._made.append(SharedProfile(context))
        self._used += 1
        return self._made[self._used - 1].new_page()

    def forget(self) -> None:
        """Close the tabs of a test, and forget what their pages have kept."""
        for profile in self._made[: self._used]:
            profile.forget()
        self._used = 0

    def close(self) -> None:
        """Forget all of them."""
        for profile in self._made:
            profile.close()
