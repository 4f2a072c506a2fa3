"""The bars of the list of reports, drawn by Python and moved by a script, in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pages.listing import moving
from tests.records import make_job
from worker.desk.expecting import Expectation
from worker.jobs.record import JobState
from worker.storage.clock import utc_now

pytestmark = pytest.mark.browser

_MOVE = """async ([script, data]) => {
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const { default: move } = await import(address);
    move({ data, parentElement: document.body });
}"""


def test_a_bar_is_filled_as_far_as_it_says_wherever_it_moves(page: Page) -> None:
    job, waiting = make_job(JobState.PROCESSING), make_job(JobState.QUEUED)
    page.set_content(f'<div style="width: 200px">{moving.bar(job)}</div>')
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuenow", "42")
    assert _filled(page) == (200, 84)
    page.set_content(page.content() + moving.waiting_note(waiting, utc_now(), Expectation(1, 100)))
    expect(page.get_by_text("1 file is before yours · about 2\u00a0min")).to_be_visible()

    script = Path(moving.__file__).with_suffix(".js").read_text(encoding="utf-8")
    moved = {job.job_id: {"percent": 50, "text": "half"}, "gone": {}}
    data = {
        "bars": moved,
        "notes": {waiting.job_id: "next", "gone": ""},
        "ages": {"gone": "yesterday"},
        "telling": None,
        "hidden": False,
    }
    page.evaluate(_MOVE, [script, data])

    expect(bar).to_have_attribute("aria-valuenow", "50")
    expect(bar).to_contain_text("half")
    expect(page.locator(".report-note")).to_have_text("next")
    assert _filled(page) == (200, 100)


def _filled(page: Page) -> tuple[float, float]:
    """How wide a bar's track is, and how much of it is filled, in pixels."""
    boxes = [page.locator(f"[role=progressbar] > {path}").bounding_box() for path in ("div", "div > div")]
    assert boxes[0] is not None
    assert boxes[1] is not None
    return boxes[0]["width"], boxes[1]["width"]
