"""The pages, asked in odd ways and over odd records."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from tests.integration.report_app import MAIN, names, open_page, open_report, words
from tests.records import keep, make_job, save
from worker.jobs.record import JobState
from worker.settings import Settings

pytestmark = pytest.mark.usefixtures("own_backend")

UNKNOWN = "There is no such report"
ODD_NAME = "<b>bold</b> \u202egnp.*x* $a$ :material/bug: [l](http://x).csv"


def asked(*jobs: str) -> AppTest:
    """The page of a report whose link names several jobs."""
    app = AppTest.from_file(MAIN, default_timeout=60)
    app.query_params["job"] = list(jobs)
    return app.switch_page("report.py").run()


def test_whatever_stands_in_a_link_leads_to_the_page_of_an_unknown_report(settings: Settings) -> None:
    for job_id in ("x" * 10_000, "\u202e\0\ud7ff", "<script>", "jobs/local/1", "%00", "NaN"):
        app = open_report(job_id)
        assert not app.exception
        assert UNKNOWN in words(app)
        assert job_id not in words(app)


def test_a_link_that_names_several_jobs_shows_one_of_them_or_none(settings: Settings) -> None:
    job = make_job(JobState.CANCELLED)
    save(settings, [job])

    assert UNKNOWN in words(asked(job.job_id, "x" * 100))
    assert UNKNOWN not in words(asked("x" * 100, job.job_id))


def test_the_list_shows_the_others_and_the_page_is_calm_about_a_broken_record(settings: Settings) -> None:
    sound, odd = make_job(JobState.CANCELLED, name="sound.csv"), make_job(JobState.SUCCEEDED, name="odd.csv")
    save(settings, [sound])
    newer = {**json.loads(odd.to_json()), "schema": 2}
    keep(settings, odd.ref.record_key, json.dumps(newer).encode())
    keep(settings, make_job(JobState.FAILED).ref.record_key, b"{")

    listed = open_page("reports.py")

    assert not listed.exception
    assert names(listed) == ["sound\\.csv"]
    assert UNKNOWN in words(open_report(odd))


def test_a_name_is_shown_as_it_is_and_turns_nothing_around(settings: Settings) -> None:
    job = make_job(JobState.CANCELLED, name=ODD_NAME)
    save(settings, [job])

    text = words(open_report(job)) + " ".join(names(open_page("reports.py")))

    assert "\u202e" not in text
    for active in ("<b>", "](http", " *x*", ":material/bug:", "$a$"):
        assert active not in text
