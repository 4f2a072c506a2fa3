"""Chromium and the dashboard, as benchmarks use them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psutil
from playwright.sync_api import Page, sync_playwright

from tests.conftest import CHROMIUM_ARGUMENTS, chromium_path
from tests.dashboard import Dashboard

_TIMEOUT_MS = 120_000


@contextmanager
def chromium() -> Iterator[Page]:
    """A blank tab of a browser of its own.

    Raises:
        FileNotFoundError: Chromium is not installed.
    """
    path = chromium_path()
    if path is None:
        raise FileNotFoundError("Chromium is needed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(_TIMEOUT_MS)
        yield context.new_page()
        browser.close()


def own_process(board: Dashboard) -> psutil.Process:
    """The process that serves the pages."""
    assert board.process is not None
    return psutil.Process(board.process.pid)
