"""The list of reports, run as Streamlit runs it, over records in a real SeaweedFS."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import streamlit as st

from pages.wording.markdown import literal
from tests.integration.report_app import bodies, buttons, click, names, open_page, open_report, words
from tests.records import Counts, change, make_job, outcome_of, save
from tests.servers import S3Server
from tests.waiting import wait_until
from worker.jobs.record import JobState, Lease
from worker.settings import Settings, read_settings
from worker.storage.clock import utc_now

S = JobState

pytestmark = pytest.mark.usefixtures("own_backend")


def test_with_nothing_yet_the_list_invites_to_upload() -> None:
    app = open_page("reports.py")
    assert "No reports yet" in words(app)
    assert "Make your first report" in buttons(app)


def test_reports_are_listed_newest_first(settings: Settings) -> None:
    ages = {"old": timedelta(days=2), "new": timedelta(0), "middle": timedelta(hours=1)}
    save(settings, [make_job(S.SUCCEEDED, name=name, age=age) for name, age in ages.items()])
    assert names(open_page("reports.py")) == ["new", "middle", "old"]


def test_a_finished_row_tells_customers_top_countries_rows_and_how_long(settings: Settings) -> None:
    counts: Counts = [("DE", 900), ("FR", 90), ("Atlantis", 3), ("Narnia", 3), ("", 2), ("unknown", 2)]
    outcome = outcome_of(counts, duplicates=1_000)
    save(settings, [make_job(S.SUCCEEDED, outcome=outcome)])
    text = words(open_page("reports.py"))
    for part in (
        "Ready",
        "<b>1,000</b> customers",
        "2 countries",
        "2,000 rows",
        "counted in 12 s",
        "4 minutes ago",
    ):
        assert part in text
    assert "Germany 90.0 %, France 9.0 %, Not recognised 0.6 %" in text


def test_a_running_row_tells_how_far_it_is(settings: Settings) -> None:
    save(settings, [make_job(S.PROCESSING)])
    (bar,) = (body for body in bodies(open_page("reports.py")) if 'role="progressbar"' in body)
    assert 'aria-valuenow="42"' in bar
    assert "12.4 M rows · a few seconds left" in bar.replace("\N{NO-BREAK SPACE}", " ")


def test_a_waiting_row_tells_how_many_files_are_before_it_and_of_others_no_more(settings: Settings) -> None:
    stranger = "0123456789abcdef0123456789abcdef"
    others = [make_job(S.QUEUED, owner=stranger, name="theirs.csv", age=timedelta(hours=1)) for _ in range(2)]
    at_work = make_job(S.PROCESSING, owner=stranger, name="theirs.csv")
    mine = make_job(S.QUEUED, age=timedelta(minutes=1))
    save(settings, [*others, at_work, mine])
    app = open_page("reports.py")
    assert "It starts as soon as it is its turn." in words(app)

    wait_until(lambda: "2 files are before yours · about " in words(app.run()), what="the place in the queue")

    assert "theirs" not in words(app)
    report = open_report(mine)
    assert "2 files are before yours · about " in words(report)


def test_filters_and_search_narrow_the_list_and_filters_count_what_the_search_leaves(
    settings: Settings,
) -> None:
    states = {"ready.csv": S.SUCCEEDED, "bad.csv": S.FAILED, "ready-too.csv": S.CANCELLED}
    save(settings, [make_job(state, name=name) for name, state in states.items()])
    app = open_page("reports.py")
    assert app.button_group(key="reports_filter").options == [
        "All 3",
        "Running 0",
        "Needs you 0",
        "Ready 1",
        "Failed 1",
        "Ended 1",
    ]
    app.text_input(key="reports_search").set_value("READY").run()
    assert sorted(names(app)) == ["ready\\-too\\.csv", "ready\\.csv"]
    assert {"All 2", "Ready 1", "Failed 0", "Ended 1"} < set(app.button_group(key="reports_filter").options)
    app.button_group(key="reports_filter").set_value("Failed").run()
    assert "No report matches “READY”." in words(app)
    assert names(click(app, "Clear")) == names(open_page("reports.py"))


def test_the_address_says_what_is_listed(settings: Settings) -> None:
    found = {f"week-{n}": n for n in range(1, 24)}
    save(settings, [make_job(S.SUCCEEDED, name=name, age=timedelta(days=n)) for name, n in found.items()])
    save(settings, [make_job(S.FAILED, name="week-0"), make_job(S.SUCCEEDED, name="other")])
    app = open_page("reports.py", filter="ready", search="week", sort="name", page="2")
    assert names(app) == ["week\\-21", "week\\-22", "week\\-23"]
    assert app.text_input(key="reports_search").value == "week"
    assert app.button_group(key="reports_filter").value == "Ready"
    app.text_input(key="reports_search").set_value("week 1").run()
    assert names(app)[:2] == ["week\\-1", "week\\-10"]


def test_what_an_address_says_amiss_is_as_if_it_did_not(settings: Settings) -> None:
    save(settings, [make_job(S.SUCCEEDED, name=f"{n}", age=timedelta(minutes=n)) for n in range(21)])
    for amiss in ({"filter": "x", "sort": "DROP TABLE", "page": "-1"}, {"page": "²"}):
        assert names(open_page("reports.py", **amiss)) == [f"{n}" for n in range(20)]
    assert names(open_page("reports.py", page="77")) == ["20"]


def test_long_lists_come_in_pages(settings: Settings) -> None:
    save(settings, [make_job(S.SUCCEEDED, name=f"{n}", age=timedelta(minutes=n)) for n in range(30)])
    app = open_page("reports.py")
    assert names(app) == [f"{n}" for n in range(20)]
    assert names(open_page("reports.py", page="2")) == [f"{n}" for n in range(20, 30)]


def test_the_list_has_my_reports_and_those_of_external_publishers_only(settings: Settings) -> None:
    owners = {"mine": "local", "external": None, "other": "someone-else"}
    save(settings, [make_job(S.SUCCEEDED, name=name, owner=owner) for name, owner in owners.items()])
    assert sorted(names(open_page("reports.py"))) == ["external", "mine"]


def test_promise_4_file_names_are_only_text(settings: Settings) -> None:
    name = "<b>*x*</b> [y](http://z.example).csv"
    job = make_job(S.SUCCEEDED, name=name)
    save(settings, [job])
    assert names(open_page("reports.py")) == [literal(name)]
    assert open_report(job).title[0].value == literal(name)


def test_pages_look_again_often_while_something_runs_and_the_list_seldom_when_nothing_does(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float | None] = []

    def fragment(*arguments: Any, run_every: float | None = None) -> Any:
        asked.append(run_every)
        return real(*arguments, run_every=run_every)

    job = make_job(S.PROCESSING)
    save(settings, [job])
    real = st.fragment
    monkeypatch.setattr("pages.live.st.fragment", fragment)
    report, listing = open_report(job), open_page("reports.py")
    assert [seconds for seconds in asked if seconds] == [1, 1]
    change(settings, job, lambda _: make_job(S.FAILED).model_copy(update={"job_id": job.job_id}))
    listing.run()
    assert asked[-1] == 10
    asked.clear()
    report.run()
    assert asked == []


def test_promise_15_a_job_whose_worker_went_silent_shows_as_stalled(settings: Settings) -> None:
    job = make_job(S.PROCESSING, lease=Lease(worker="w", token="t", until=utc_now() - timedelta(seconds=1)))
    save(settings, [job])
    for app in (open_report(job), open_page("reports.py")):
        assert " Stalled]" in words(app)
        assert "goes on by itself" in words(app)


def test_deleting_asks_first_and_then_returns_to_the_list(settings: Settings) -> None:
    jobs = [make_job(S.SUCCEEDED, name="keep"), make_job(S.SUCCEEDED, name="drop")]
    save(settings, jobs)
    app = click(open_report(jobs[1]), "Delete")
    assert "Keep it" in buttons(app)
    app = click(app, "Delete", nth=-1)
    assert names(app) == ["keep"]
    assert "There is no such report" in words(open_report(jobs[1]))


def test_several_are_deleted_after_one_question_that_says_how_many(settings: Settings) -> None:
    jobs = {name: make_job(S.SUCCEEDED, name=name) for name in ("a", "b", "kept", "other")}
    running = make_job(S.PROCESSING, name="running")
    save(settings, [*jobs.values(), running])
    app = click(open_page("reports.py"), "Select")
    assert len(app.checkbox) == len(jobs)
    for name in ("a", "b", "other"):
        app = app.checkbox(key=f"select-{jobs[name].job_id}").check().run()
    app = app.checkbox(key=f"select-{jobs['other'].job_id}").uncheck().run()
    assert "2 reports selected" in words(app)

    app = click(app, "Delete")
    assert {"Keep them"} < set(buttons(app))
    app = click(app, "Delete", nth=-1)

    assert sorted(names(app)) == ["kept", "other", "running"]
    assert "0 reports selected" in words(app)
    assert not click(app, "Done").checkbox


def test_promise_13_with_the_storage_away_pages_say_so_and_come_back(
    fresh_s3: Callable[[], S3Server], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = fresh_s3()
    server.client.create_bucket(Bucket=settings.s3_bucket)
    monkeypatch.setenv("AUDIENCE_S3_ENDPOINT", server.endpoint)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", server.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", server.secret_key)
    job = make_job(S.SUCCEEDED, name="mine")
    save(read_settings(), [job])
    listing = open_page("reports.py")
    server.kill()
    assert "storage cannot be reached" in words(listing.run())
    assert names(listing) == ["mine"]
    report = open_report(job)
    assert "storage cannot be reached" in words(report)
    server.start()
    assert "storage cannot be reached" not in words(listing.run())
    assert report.run().title[0].value == "mine"


def test_the_first_page_shows_what_a_report_looks_like_until_there_is_one(settings: Settings) -> None:
    assert "United States" in words(open_page("upload.py"))
    ready = [make_job(S.SUCCEEDED, name=f"{n}", age=timedelta(minutes=n)) for n in range(12)]
    save(settings, [*ready, make_job(S.PROCESSING, name="old but running", age=timedelta(days=1))])
    app = open_page("upload.py")
    assert "United States" not in words(app)
    assert names(app) == ["old but running", *(f"{n}" for n in range(9))]
