"""The page of one report, run as Streamlit runs it, over records in a real SeaweedFS."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pages.reporting import downloads
from pages.wording.markdown import literal
from tests.integration.report_app import (
    buttons,
    click,
    countries,
    metrics,
    open_page,
    open_report,
    words,
)
from tests.records import GERMANY_FIRST, MANY_COUNTRIES, change, keep, make_job, outcome_of, save, summary_of
from tests.servers import S3Server
from worker.jobs.record import Failure, JobRecord, JobState
from worker.refusal import Refusal
from worker.settings import Settings
from worker.storage.clock import utc_now

S = JobState
NO_EMAIL = Failure(
    code="no_email_column", message="No email column. The columns are: *id*, [land](http://x)."
)
NO_ROOM = Failure(code="out_of_memory", message="Counting this file takes too much memory.")

pytestmark = pytest.mark.usefixtures("own_backend")


def test_a_report_shows_numbers_then_chart_and_table_then_how_it_was_counted(settings: Settings) -> None:
    outcome = outcome_of(
        [("DE", 900), ("FR", 80), ("", 10), ("N/A", 5), ("Atlantis", 3), ("Narnia", 2)],
        duplicates=500,
        rejected={"missing": 400, "invalid": 100},
    )
    job = make_job(S.SUCCEEDED, outcome=outcome)
    save(settings, [job])
    app = open_report(job)
    assert metrics(app) == {
        "Customers": "1,000",
        "Countries": "2",
        "Usable rows": "74.0 %",
        "Duplicates": "500",
    }
    assert {metric.label: metric.delta for metric in app.metric}["Countries"] == "5 customers not recognised"
    assert countries(app) == [
        ("Germany", 900),
        ("France", 80),
        ("No country", 15),
        ("Not recognised", 5),
    ]
    text = words(app)
    for part in ("Rejected: No email", "400", "Rejected: No valid email address", "E-Mail", "Land"):
        assert part in text
    for part in ("Usable: a valid email and a country we know", "1,480", "Atlantis", "Narnia", "N/A"):
        assert part in text
    downloads = [button.proto.label for button in app.get("download_button")]
    assert downloads == ["Download CSV", "CSV with country names and shares", "How it was counted (JSON)"]


def test_downloads_are_made_when_they_are_asked_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> bytes:
        raise AssertionError("nobody has asked for it")

    for name in ("summary_csv", "named_csv", "quality_json"):
        monkeypatch.setattr(downloads, name, never)
    job = make_job(S.SUCCEEDED, outcome=outcome_of(GERMANY_FIRST))
    save(settings, [job])
    keep(settings, job.ref.summary_key, summary_of(GERMANY_FIRST))
    app = open_report(job)
    assert len(app.get("download_button")) == 3
    assert not app.exception


def test_promise_24_unknown_malformed_and_other_peoples_reports_are_one_and_the_same_page(
    settings: Settings,
) -> None:
    theirs = make_job(S.SUCCEEDED, owner="someone-else", name="secret.csv")
    save(settings, [theirs])
    asked = [theirs.job_id, make_job(S.FAILED).job_id, "../someone-else/x", "a b", "", "x" * 5_000]
    pages = {words(open_report(job_id)) for job_id in asked}
    assert len(pages) == 1
    assert "There is no such report" in pages.pop()


def test_a_running_job_becomes_its_report(settings: Settings) -> None:
    job = make_job(S.PROCESSING)
    save(settings, [job])
    app = open_report(job)
    assert app.get("progress")[0].proto.value == 42
    ended = make_job(S.SUCCEEDED).model_copy(update={"job_id": job.job_id})
    keep(settings, job.ref.summary_key, summary_of(GERMANY_FIRST))
    change(settings, job, lambda _: ended)
    app.run()
    assert not app.get("progress")
    assert metrics(app)["Customers"] == "1,000"
    assert len(app.get("vega_lite_chart")) == 1


@pytest.mark.parametrize(
    ("job", "word", "sentence", "button"),
    [
        (make_job(S.UPLOADING), "Uploading", "Choose the same file again", "Cancel"),
        (make_job(S.QUEUED), "Waiting", "as soon as it is its turn", "Cancel"),
        (make_job(S.QUEUED, enqueued_at=None), "Waiting", "Counting cannot begin right now", "Cancel"),
        (make_job(S.FAILED, failure=NO_EMAIL), "Check the columns", "No email column", "Delete"),
        (make_job(S.CANCELLED), "Cancelled", "You cancelled it", "Delete"),
        (make_job(S.EXPIRED), "Expired", "never finished", "Delete"),
    ],
    ids=lambda value: value.state if isinstance(value, JobRecord) else "",
)
def test_a_job_without_a_report_says_what_happens_and_what_to_do(
    settings: Settings, job: JobRecord, word: str, sentence: str, button: str
) -> None:
    save(settings, [job])
    app = open_report(job)
    assert f" {word}]" in words(app)
    assert sentence in words(app)
    assert button in buttons(app)


def test_list_and_report_tell_the_same_time_of_counting_and_not_of_waiting(settings: Settings) -> None:
    now = utc_now()
    job = make_job(S.SUCCEEDED, age=timedelta(hours=3), now=now, started_at=now, finished_at=now)
    save(settings, [job])
    page = open_report(job)
    assert "in 12 s" in words(page)
    assert "counted in 12 s" in words(open_page("reports.py"))
    assert "Counted in 12 s" in [box.label.replace("\N{NO-BREAK SPACE}", " ") for box in page.expander]


@pytest.mark.parametrize(
    ("job", "said", "never"),
    [
        (make_job(S.UPLOADING), "added", "started"),
        (make_job(S.QUEUED), "added", "started"),
        (make_job(S.PROCESSING), "started", "added"),
        (make_job(S.FAILED, failure=Failure(code=Refusal.UNCLEAR, message="Look.")), "looked at", "ended"),
        (make_job(S.FAILED, failure=NO_EMAIL), "looked at", "ended"),
        (
            make_job(S.FAILED, failure=Failure(code=Refusal.OUT_OF_TIME, message="Too slow.")),
            "ended",
            "started",
        ),
        (make_job(S.CANCELLED), "ended", "started"),
    ],
    ids=["uploading", "queued", "processing", "unclear", "no email", "failed", "cancelled"],
)
def test_what_waits_has_not_started_and_what_needs_its_owner_has_not_ended(
    settings: Settings, job: JobRecord, said: str, never: str
) -> None:
    save(settings, [job])
    (state,) = (each.value for each in open_report(job).markdown if "-badge[" in each.value)
    assert f"· {said} <time" in state
    assert never not in state


def test_a_reason_that_quotes_the_file_is_only_text(settings: Settings) -> None:
    job = make_job(S.FAILED, failure=NO_EMAIL)
    save(settings, [job])
    assert open_report(job).warning[0].value == literal(NO_EMAIL.message)


def test_a_failed_job_is_tried_again_and_followed(settings: Settings) -> None:
    job = make_job(S.FAILED, failure=NO_ROOM)
    save(settings, [job])
    keep(settings, job.s3_key, b"email,country\na@b.example,DE\n")
    app = click(open_report(job), "Try again")
    assert " Waiting]" in words(app)
    assert change(settings, job, lambda record: record).state is S.QUEUED


def test_trying_again_without_the_file_says_to_upload_it(settings: Settings) -> None:
    job = make_job(S.FAILED, failure=NO_ROOM)
    save(settings, [job])
    app = click(open_report(job), "Try again")
    assert literal("The file is no longer kept. Upload it again.") in [toast.value for toast in app.toast]
    assert " Failed]" in words(app)


def test_a_waiting_job_is_cancelled(settings: Settings) -> None:
    job = make_job(S.QUEUED)
    save(settings, [job])
    app = click(open_report(job), "Cancel").run()
    assert " Cancelled]" in words(app)


def test_a_report_whose_summary_is_gone_keeps_its_numbers_and_says_so(
    settings: Settings, s3: S3Server
) -> None:
    job = make_job(S.SUCCEEDED)
    save(settings, [job])
    s3.client.delete_object(Bucket=settings.s3_bucket, Key=job.ref.summary_key)
    app = open_report(job)
    assert metrics(app)["Customers"] == "1,000"
    assert "no longer kept" in words(app)
    assert not app.get("download_button")


def test_a_report_of_no_customers_explains_itself(settings: Settings) -> None:
    job = make_job(S.SUCCEEDED, outcome=outcome_of([], rejected={"missing": 300}))
    save(settings, [job])
    app = open_report(job)
    assert metrics(app)["Customers"] == "0"
    assert "No customers were counted" in words(app)
    assert not app.get("vega_lite_chart")


@pytest.mark.parametrize(("number", "toggle"), [(1, None), (20, None), (120, "Show all 120")])
def test_reports_of_few_and_many_countries(settings: Settings, number: int, toggle: str | None) -> None:
    counts = MANY_COUNTRIES[:number]
    job = make_job(S.SUCCEEDED, outcome=outcome_of(counts))
    save(settings, [job], counts)
    app = open_report(job)
    assert len(app.get("vega_lite_chart")) == 1
    assert len(countries(app)) == number
    assert [switch.label for switch in app.toggle] == ([toggle] if toggle else [])
