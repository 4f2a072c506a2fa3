"""Uploading through the page: files to choose, the line of a file, and a gate before the storage."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.dashboard import Dashboard

PART_BYTES = 16 * 1024 * 1024
_PARTS = re.compile(r"partNumber=")
_PATIENCE_SECONDS = 60
_COUNTRIES = ("DE", "FR", "US")

# In the page: the upload that this tab sends; other lines are of jobs that were there before.
UPLOAD = "window.audienceShelf.entries.find((entry) => entry.transfer).transfer"


def write_customers(path: Path, *, megabytes: float = 0.01, start: int = 0) -> int:
    """Write a file of about this size, every email once, in three countries; the number of customers."""
    pad = ".".join(["x" * 50] * 3)
    line = len(f"user{0:09d}@{pad}.example.com,DE\n")
    count = int(megabytes * 1_000_000 / line)
    with path.open("w") as file:
        file.write("email,country\n")
        for number in range(start, start + count):
            file.write(f"user{number:09d}@{pad}.example.com,{_COUNTRIES[number % 3]}\n")
    return count


def row(page: Page, name: str) -> Locator:
    """The line of a file."""
    title = page.get_by_title(name, exact=True)
    return page.get_by_label("Your files").get_by_role("listitem").filter(has=title)


def choose(page: Page, *paths: Path) -> None:
    """Choose files as the browser's dialog does."""
    page.locator("input[type=file]").set_input_files([str(path) for path in paths])


def copy_of(large: Path, folder: Path, name: str) -> Path:
    """The large file under a name of the test's own; another file to the page."""
    path = folder / name
    path.hardlink_to(large)
    return path


def expect_ready(page: Page, name: str) -> None:
    """Wait until a file's report is there."""
    expect(row(page, name)).to_contain_text(re.compile(r"Ready · [\d,]+ customers? in \d+ countr"))


def expect_arrived(page: Page, name: str) -> None:
    """Wait until a file has gone up, whole and verified."""
    expect(row(page, name)).to_contain_text(re.compile("Waiting|Counting|Ready"))


class Gate:
    """Stands between the page and the storage: counts the parts sent, and can hold or spoil them.

    Attributes:
        sent: numbers of the parts of which a PUT was begun, in order.
        stored: those the storage has confirmed.
        held: those that wait for the gate to open.
    """

    def __init__(self, page: Page) -> None:
        self.sent: list[int] = []
        self.stored: list[int] = []
        self.held: list[Route] = []
        self._passing: set[int] | None = None
        self._spoils: dict[int, list[int]] = {}
        self._page = page
        page.route(_PARTS, self._meet)
        page.on("requestfinished", self._finished)

    def close(self, *, but: set[int] | None = None) -> None:
        """Hold every part from now on, but those."""
        self._passing = but or set()

    def open(self) -> None:
        """Let pass what is held and what comes."""
        self._passing = None
        held, self.held = self.held, []
        for route in held:
            route.continue_()

    def spoil(self, part: int, *answers: int) -> None:
        """Answer the next PUTs of a part with these statuses; 0 cuts the connection."""
        self._spoils[part] = list(answers)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until the condition holds; the gate does its work meanwhile."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < end, (self.sent, self.stored, len(self.held))
            self._page.wait_for_timeout(20)

    def _meet(self, route: Route) -> None:
        if route.request.method != "PUT":
            route.continue_()
            return
        number = _number(route.request)
        self.sent.append(number)
        if self._spoils.get(number):
            status = self._spoils[number].pop(0)
            route.fulfill(
                status=status, headers={"Access-Control-Allow-Origin": "*"}
            ) if status else route.abort()
        elif self._passing is None or number in self._passing:
            route.continue_()
        else:
            self.held.append(route)

    def _finished(self, request: Request) -> None:
        if request.method == "PUT" and _PARTS.search(request.url):
            response = request.response()
            if response is not None and response.ok:
                self.stored.append(_number(request))


def visit(page: Page, board: Dashboard) -> Gate:
    """Open the page with the drop zone, behind a gate; `window.isSameTab` is lost by a reload."""
    page.on("dialog", lambda dialog: dialog.accept())
    gate = Gate(page)
    page.goto(board.url)
    expect(page.get_by_text("Drop CSV, Excel or Parquet files here")).to_be_visible()
    page.evaluate("window.isSameTab = true")
    return gate


def _number(request: Request) -> int:
    found = re.search(r"partNumber=(\d+)", request.url)
    assert found is not None
    return int(found[1])
