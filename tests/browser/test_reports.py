"""The list of reports and the report, in Chromium, over records that the test writes; no worker runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boards import Board, open_list, row
from tests.browser.report import bars, download
from tests.dashboard import Dashboard
from tests.records import (
    GERMANY_FIRST,
    MANY_COUNTRIES,
    Counts,
    change,
    keep,
    make_job,
    outcome_of,
    save,
    summary_of,
)
from tests.waiting import wait_until
from worker.jobs.record import JobRecord, JobState, Progress
from worker.settings import Settings

pytestmark = pytest.mark.browser

S = JobState


def _open_report(page: Page, board: Board, job: JobRecord) -> None:
    page.goto(f"{board.url}/report?job={job.job_id}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate("window.isSameTab = true")


def _choose(page: Page, job: JobRecord, action: str) -> None:
    row(page, job).get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name=action).click()


def test_a_deep_link_to_a_fresh_server_shows_the_report_and_its_download(
    settings: Settings, dashboard: Callable[..., Dashboard], page: Page, tmp_path: Path
) -> None:
    job = make_job(S.SUCCEEDED, name="customers-eu.csv")
    save(settings, [job])

    page.goto(f"{dashboard().url}/report?job={job.job_id}")

    expect(page.get_by_role("heading", name="customers-eu.csv")).to_be_visible()
    expect(bars(page)).to_have_count(len(GERMANY_FIRST))
    expect(page.get_by_test_id("stVegaLiteChart")).to_contain_text("640 · 64.0\N{NO-BREAK SPACE}%")
    expect(page.get_by_role("region", name="Customers by country")).to_be_visible()
    assert download(page, tmp_path / "download") == (
        "customers-eu by country.csv",
        summary_of(GERMANY_FIRST),
    )


def test_a_running_row_moves_and_becomes_ready_without_a_reload(board: Board, page: Page) -> None:
    job = make_job(S.PROCESSING)
    save(board.settings, [job])
    open_list(page, board)
    expect(row(page, job)).to_contain_text("12.4\N{NO-BREAK SPACE}M rows")

    further = Progress(rows=20_000_000, rows_per_second=900_000, share=0.8)
    change(board.settings, job, lambda record: record.model_copy(update={"progress": further}))
    expect(row(page, job)).to_contain_text("20.0\N{NO-BREAK SPACE}M rows")

    change(board.settings, job, _ended)
    expect(row(page, job)).to_contain_text("1,000 customers")
    assert page.evaluate("window.isSameTab")


def test_the_page_of_a_running_job_turns_into_its_report_by_itself(board: Board, page: Page) -> None:
    job = make_job(S.PROCESSING)
    save(board.settings, [job])
    _open_report(page, board, job)
    expect(page.get_by_role("progressbar", name="progress")).to_be_visible()

    keep(board.settings, job.ref.summary_key, summary_of(GERMANY_FIRST))
    change(board.settings, job, _ended)

    expect(bars(page)).to_have_count(len(GERMANY_FIRST))
    assert page.evaluate("window.isSameTab")


def test_a_click_anywhere_on_a_row_opens_its_report_in_the_same_tab(board: Board, page: Page) -> None:
    job = make_job(S.SUCCEEDED, name="wanted.csv")
    save(board.settings, [job, make_job(S.SUCCEEDED, name="other.csv")])
    open_list(page, board)
    page.get_by_role("searchbox", name="Search by name").fill("WANTED")
    expect(page.get_by_role("link", name="other.csv")).to_have_count(0)

    row(page, job).get_by_text("1,000 rows").click(force=True)
    expect(page).to_have_url(re.compile(rf"/report\?job={job.job_id}$"))
    expect(page.get_by_role("heading", name="wanted.csv")).to_be_visible()

    page.get_by_role("link", name="All reports").click()
    expect(row(page, job)).to_be_visible()
    expect(page.get_by_role("link", name="other.csv")).to_have_count(0)
    assert page.evaluate("window.isSameTab")


def test_what_is_typed_chosen_and_turned_to_stands_in_the_address_and_back_leads_through_it(
    board: Board, page: Page
) -> None:
    jobs = [make_job(S.SUCCEEDED, name=f"Süd {n}.csv", age=timedelta(hours=n)) for n in range(1, 22)]
    save(board.settings, [*jobs, make_job(S.FAILED, name="sud.csv"), make_job(S.SUCCEEDED, name="nord.csv")])
    rows = page.locator("[class*='st-key-report-row-']")
    search = page.get_by_role("searchbox", name="Search by name")
    open_list(page, board)
    expect(rows).to_have_count(20)

    search.press_sequentially("sud")
    expect(page.get_by_role("radio", name="All 22")).to_be_visible()
    page.get_by_role("radio", name="Ready 21").click()
    expect(page).to_have_url(re.compile(r"/reports\?filter=ready&search=sud$"))
    page.get_by_role("button", name="Page 2").click()
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/reports\?filter=ready&search=sud&page=2$"))
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0

    row(page, jobs[-1]).get_by_text("1,000 rows").click(force=True)
    expect(page).to_have_title("Süd 21.csv · Audience Reports")
    page.go_back()
    expect(rows).to_have_count(1)
    expect(page).to_have_title("Reports · Audience Reports")
    page.reload()
    expect(rows).to_have_count(1)
    expect(search).to_have_value("sud")
    page.go_back()
    expect(rows).to_have_count(20)
    expect(page).to_have_url(re.compile(r"/reports\?filter=ready&search=sud$"))
    page.go_back()
    expect(page.get_by_role("radio", name="All 22")).to_be_checked()
    expect(search).to_have_value("sud")

    search.fill("west")
    page.get_by_text("No report matches “west”.").locator("xpath=ancestor::*[.//button][1]").get_by_role(
        "button", name="Clear"
    ).click()
    expect(page).to_have_url(re.compile(r"/reports$"))
    expect(rows).to_have_count(20)


def test_a_list_left_open_shows_what_another_tab_does_and_its_ages_go_on(
    board: Board, tab: Callable[[], Page]
) -> None:
    kept = make_job(S.SUCCEEDED, name="kept.csv", age=timedelta(seconds=65))
    gone = make_job(S.SUCCEEDED, name="gone.csv")
    save(board.settings, [kept, gone])
    mine, other = tab(), tab()
    mine.clock.install()
    for each in (mine, other):
        open_list(each, board)
    age = row(mine, kept).locator("time")
    before = age.inner_text()

    _choose(other, gone, "Delete")
    other.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(row(other, gone)).to_have_count(0)
    mine.clock.fast_forward("00:10")

    expect(row(mine, gone)).to_have_count(0)
    expect(age).not_to_have_text(before)

    _choose(other, kept, "Name and notes")
    dialog = other.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Name").fill("Spring")
    dialog.get_by_role("combobox", name="Labels").fill("crm")
    dialog.get_by_role("combobox", name="Labels").press("Enter")
    dialog.get_by_role("combobox", name="Labels").press("Tab")
    dialog.get_by_role("textbox", name="Note").fill("Without test accounts")
    dialog.get_by_role("button", name="Save").click()
    expect(other.get_by_role("link", name="Spring")).to_be_visible()
    mine.clock.fast_forward("00:10")

    expect(mine.get_by_role("link", name="Spring")).to_be_visible()
    expect(mine.get_by_role("radio", name="crm 1")).to_be_visible()
    assert mine.evaluate("window.isSameTab")


def test_a_list_that_nobody_sees_asks_for_nothing_and_is_up_to_date_when_it_is_seen(
    board: Board, page: Page
) -> None:
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame))))
    page.clock.install()
    save(board.settings, [make_job(S.SUCCEEDED, name="old.csv")])
    open_list(page, board)
    expect(page.get_by_role("link", name="old.csv")).to_be_visible()

    _hide(page, is_hidden=True)
    wait_until(lambda: _is_still(page, sent), what="no more looks")
    save(board.settings, [make_job(S.SUCCEEDED, name="new.csv")])
    page.clock.fast_forward("10:00")
    assert _is_still(page, sent)
    expect(page.get_by_role("link", name="new.csv")).to_have_count(0)

    _hide(page, is_hidden=False)
    expect(page.get_by_role("link", name="new.csv")).to_be_visible()
    assert page.evaluate("window.isSameTab")


def _hide(page: Page, *, is_hidden: bool) -> None:
    """Another tab comes before this one, or leaves."""
    page.evaluate(
        """(isHidden) => {
            Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        is_hidden,
    )


def _is_still(page: Page, sent: list[str]) -> bool:
    """Whether a minute passes without a word to the server."""
    before = len(sent)
    page.clock.fast_forward("01:00")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return len(sent) == before


def test_deleting_asks_and_the_question_stays_while_other_rows_move(board: Board, page: Page) -> None:
    unwanted, running = make_job(S.SUCCEEDED, name="unwanted.csv"), make_job(S.PROCESSING)
    save(board.settings, [unwanted, running])
    open_list(page, board)

    _choose(page, unwanted, "Delete")
    question = page.get_by_role("dialog")
    expect(question).to_contain_text("unwanted.csv")
    further = Progress(rows=33_000_000, share=0.9)
    change(board.settings, running, lambda record: record.model_copy(update={"progress": further}))
    expect(row(page, running)).to_contain_text("33.0\N{NO-BREAK SPACE}M rows")
    expect(question).to_be_visible()

    delete = question.get_by_role("button", name="Delete")
    expect(delete).to_have_css("background-color", "rgb(185, 28, 28)")
    delete.click()
    expect(row(page, unwanted)).to_have_count(0)
    expect(row(page, running)).to_be_visible()


def test_a_waiting_job_is_cancelled_from_the_list(board: Board, page: Page) -> None:
    job = make_job(S.QUEUED)
    save(board.settings, [job])
    open_list(page, board)

    _choose(page, job, "Cancel")

    expect(row(page, job)).to_contain_text("Cancelled")
    assert change(board.settings, job, lambda record: record).state is S.CANCELLED


@pytest.mark.parametrize(
    "name",
    [
        "<img src=x onerror=alert(1)>.csv",
        "[a](https://x.example) https://y.example www.z.example.csv",
        "*a* _b_ `c` $d$ :material/home: :red[e] a->b -- c <- d.csv",
        "a@b.example ~~x~~ # y | z \\ &lt; &amp;.csv",
    ],
)
def test_promise_4_file_names_are_shown_as_they_are(board: Board, page: Page, name: str) -> None:
    job = make_job(S.SUCCEEDED, name=name)
    save(board.settings, [job])

    _open_report(page, board, job)
    title = page.get_by_role("heading", level=1)
    assert (title.text_content() or "").replace("\N{WORD JOINER}", "") == name
    expect(title.locator("a, img, em, strong, code")).to_have_count(0)

    open_list(page, board)
    link = row(page, job).get_by_role("link")
    shown = (link.text_content() or "").replace("\N{WORD JOINER}", "")
    assert shown.split("…")[0] == name[: len(shown.split("…")[0])]
    expect(link.locator("img, em, strong, code")).to_have_count(0)


def test_the_chart_shows_twenty_countries_and_all_when_asked(board: Board, page: Page) -> None:
    job = make_job(S.SUCCEEDED, outcome=outcome_of(MANY_COUNTRIES))
    save(board.settings, [job], MANY_COUNTRIES)
    _open_report(page, board, job)
    expect(bars(page)).to_have_count(20)

    page.get_by_text(f"Show all {len(MANY_COUNTRIES)}").click()

    expect(bars(page)).to_have_count(len(MANY_COUNTRIES))


def test_hovering_a_bar_tells_country_code_customers_and_share(board: Board, page: Page) -> None:
    job = make_job(S.SUCCEEDED)
    save(board.settings, [job])
    _open_report(page, board, job)

    bars(page).first.hover()

    tooltip = page.locator("#vg-tooltip-element")
    for part in ("Germany", "DE", "640", "64.0\N{NO-BREAK SPACE}%"):
        expect(tooltip).to_contain_text(part)


def test_promise_22_formulas_are_neutralised_in_the_download_and_left_alone_in_storage(
    board: Board, page: Page, tmp_path: Path
) -> None:
    counts: Counts = [("DE", 2), ("=1+1", 1)]
    job = make_job(S.SUCCEEDED, outcome=outcome_of(counts))
    save(board.settings, [job], counts)
    _open_report(page, board, job)

    _, body = download(page, tmp_path / "download")

    assert body == b"country,user_count\nDE,2\n'=1+1,1\n"
    assert board.object(job.ref.summary_key) == b"country,user_count\nDE,2\n=1+1,1\n"


def _ended(job: JobRecord) -> JobRecord:
    finished = make_job(S.SUCCEEDED, age=timedelta(minutes=1))
    return finished.model_copy(update={"job_id": job.job_id, "s3_key": job.s3_key})
