"""Values that nobody knew, given a country on the page of a report, over a real SeaweedFS."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from pages.reporting.downloads import quality_json
from tests.integration.report_app import (
    bodies,
    buttons,
    click,
    countries,
    metrics,
    open_page,
    open_report,
    words,
)
from tests.records import Counts, change, make_job, outcome_of, save
from tests.servers import S3Server
from worker.counting.summary import Summary
from worker.dialect.model import Dialect, Reading
from worker.jobs.correcting import with_remembered
from worker.jobs.record import JobRecord, JobState
from worker.settings import Settings

pytestmark = pytest.mark.usefixtures("own_backend")

COUNTS: Counts = [("DE", 640), ("FR", 310), ("Deutschl.", 52), ("", 40), ("EMEA", 10), ("x" * 150, 5)]


def report_of(settings: Settings, **changes: object) -> JobRecord:
    job = make_job(JobState.SUCCEEDED, outcome=outcome_of(COUNTS, duplicates=20)).model_copy(update=changes)
    save(settings, [job], COUNTS)
    return job


def opened(job: JobRecord) -> AppTest:
    """The page of a report, its list of values opened."""
    app = open_report(job)
    app.session_state["values_said_of"] = job.job_id
    return app.run()


def say(app: AppTest, value: str, country: str) -> AppTest:
    (select,) = (box for box in app.selectbox if box.label == f"Country of “{value}”")
    return select.select(country).run()


def test_a_value_becomes_a_country_everywhere_at_once_and_is_taken_back(
    settings: Settings, s3: S3Server
) -> None:
    job = report_of(settings)
    before = s3.client.get_object(Bucket=settings.s3_bucket, Key=job.ref.summary_key)["Body"].read()
    app = say(opened(job), "Deutschl.", "DE")

    assert not app.exception
    assert countries(app)[:2] == [("Germany", 692), ("France", 310)]
    assert "You said “Deutschl\\.” is Germany · 52 customers" in words(app)
    assert "“Deutschl.” is Germany" in " ".join(bodies(app))
    assert metrics(app)["Usable rows"].startswith("≥")
    listed = words(open_page("reports.py"))
    assert "Germany\N{NO-BREAK SPACE}65.5" in listed.replace(" ", "\N{NO-BREAK SPACE}")
    body = s3.client.get_object(Bucket=settings.s3_bucket, Key=job.ref.summary_key)["Body"].read()
    assert body.startswith(b"country,user_count\nDE,692\n")
    newest = change(settings, job, lambda record: record)
    told = json.loads(quality_json(newest))
    assert (told["corrections"][0]["value"], told["corrections"][0]["country"]) == ("Deutschl.", "DE")
    assert told["details"]["customers_not_recognised"] == 15

    app = click(app, "Undo")
    assert countries(app)[0] == ("Germany", 640)
    assert "You said" not in words(app)
    after = s3.client.get_object(Bucket=settings.s3_bucket, Key=job.ref.summary_key)["Body"].read()
    assert after == before


def test_no_country_is_a_choice_and_what_is_remembered_is_listed_and_removed(settings: Settings) -> None:
    app = say(opened(report_of(settings)), "EMEA", "")
    assert "“EMEA” is no country" in words(app)
    assert dict(countries(app))["No country"] == 50

    other = open_report(report_of(settings))
    assert "1 value is remembered for your next files" in [box.label for box in other.expander]
    assert "Remove" in buttons(other)
    assert "Remove" not in buttons(click(other, "Remove"))
    assert dict(countries(open_report(report_of(settings))))["No country"] == 40


def test_a_report_says_what_was_done_by_itself_and_why_something_is_not_remembered(
    settings: Settings,
) -> None:
    counts: Counts = [("DE", 640), ("Deutschl.", 52), ("49", 10)]
    job = make_job(JobState.SUCCEEDED, outcome=outcome_of(counts))
    by_itself = with_remembered(job, Summary(list(counts)), {"Deutschl.": "DE"})
    save(settings, [by_itself], counts)
    app = opened(by_itself)
    assert "As you said before, “Deutschl.” is Germany · 52 customers" in words(app).replace("\\", "")
    assert countries(app)[0] == ("Germany", 692)

    app = say(app, "49", "DE")
    assert "in this report alone: elsewhere" in app.toast[0].value.replace("\\", "")
    assert "remembered" not in " ".join(box.label for box in app.expander)


def test_what_cannot_be_exact_is_not_offered(settings: Settings) -> None:
    reading = Reading(dialect=Dialect(), email=0, country=1, other_countries=(2,))
    app = opened(report_of(settings, reading=reading))
    boxes = [box for box in app.selectbox if box.label.startswith("Country of")]
    assert [box.label for box in boxes] == ["Country of “Deutschl.”", "Country of “EMEA”"]
    assert all("No country" not in box.options and "Germany" in box.options for box in boxes)
    assert "stand in for it" in " ".join(caption.value for caption in app.caption)


def test_a_value_that_another_tab_has_given_a_country_is_given_the_last_one(settings: Settings) -> None:
    job = report_of(settings)
    one, other = opened(job), opened(job)
    say(one, "EMEA", "FR")
    app = say(other, "EMEA", "DE")
    assert "“EMEA” is Germany" in words(app)
    assert "France" not in " ".join(markdown.value for markdown in app.markdown)
    assert countries(app)[0] == ("Germany", 650)
