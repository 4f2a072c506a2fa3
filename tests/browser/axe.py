"""What axe finds on a page, with the rules of WCAG and those of good practice."""

from __future__ import annotations

from typing import Literal

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

_THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def findings(page: Page) -> list[str]:
    """What axe finds in light and in dark, as theme, rule, element and reason."""
    found: list[str] = []
    for theme in _THEMES:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        expect(page.locator(".stApp")).to_have_css("color-scheme", theme)
        for violation in Axe().run(page).response["violations"]:
            rule = f"{theme}: {violation['id']}"
            found += [f"{rule}: {node['html'][:160]} {node['failureSummary']}" for node in violation["nodes"]]
    return found
