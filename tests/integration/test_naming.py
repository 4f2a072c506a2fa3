"""Names, labels and notes of reports, filled in and shown as Streamlit runs the pages."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.wording.markdown import literal
from tests.integration.report_app import bodies, buttons, click, links, names, open_page, open_report, words
from tests.records import change, make_job, save
from worker.jobs.record import JobRecord, JobState
from worker.jobs.remarks import Remarks
from worker.settings import Settings

S = JobState
HOSTILE = "<b>*x*</b> [y](http://z.example)"

pytestmark = pytest.mark.usefixtures("own_backend")


def fill(app: AppTest, job: JobRecord, name: str, labels: list[str], note: str) -> AppTest:
    """Fill in the dialog of a report's page, and save."""
    app = click(app, "Name and notes")
    app.text_input(key=f"remarks-name-{job.job_id}").set_value(name)
    app.multiselect(key=f"remarks-labels-{job.job_id}").set_value(labels)
    app.text_area(key=f"remarks-note-{job.job_id}").set_value(note)
    return click(app, "Save")


@pytest.mark.parametrize("state", [S.SUCCEEDED, S.PROCESSING, S.FAILED])
def test_a_report_is_named_noted_and_labelled_whatever_its_state(settings: Settings, state: JobState) -> None:
    job = make_job(state, name="export.csv")
    other = make_job(S.SUCCEEDED, remarks=Remarks(labels=("crm", "eu")))
    save(settings, [job, other])
    app = click(open_report(job), "Name and notes")
    assert app.multiselect(key=f"remarks-labels-{job.job_id}").options == ["crm", "eu"]
    app = fill(open_report(job), job, " Spring ", ["eu"], "One\nTwo")

    assert "Save" not in buttons(app)
    assert app.title[0].value == "Spring"
    assert "File: export\\.csv" in words(app)
    assert ":gray-badge[eu]" in words(app)
    assert any("One\nTwo</div>" in body for body in bodies(app))
    said = change(settings, job, lambda record: record)
    assert said.remarks == Remarks(name="Spring", note="One\nTwo", labels=("eu",))
    assert said.state is state
    assert "Spring" in names(open_page("reports.py"))


def test_promise_4_what_is_said_of_a_report_is_only_text(settings: Settings) -> None:
    job = make_job(S.SUCCEEDED)
    save(settings, [job])
    app = fill(open_report(job), job, HOSTILE, [HOSTILE[:30]], HOSTILE)
    assert app.title[0].value == literal(HOSTILE)
    assert f":gray-badge[{literal(HOSTILE[:30])}]" in words(app)
    assert any("&lt;b&gt;*x*" in body for body in bodies(app))
    listing = open_page("reports.py")
    assert literal(HOSTILE) in links(listing)
    assert listing.button_group(key="reports_label").options == [f"{literal(HOSTILE[:30])} 1"]


def test_labels_filter_the_list_and_count_what_state_and_search_leave(settings: Settings) -> None:
    of = {"a": ("eu", "crm"), "b": ("eu",), "c": ()}
    save(settings, [make_job(S.SUCCEEDED, name=each, remarks=Remarks(labels=of[each])) for each in of])
    save(settings, [make_job(S.FAILED, name="d", remarks=Remarks(labels=("eu",)))])
    app = open_page("reports.py", label="eu", filter="ready", sort="name")
    assert names(app) == ["a", "b"]
    assert app.button_group(key="reports_label").options == ["crm 1", "eu 2"]
    assert {"All 3", "Ready 2", "Failed 1"} < set(app.button_group(key="reports_filter").options)
    assert sorted(names(open_page("reports.py", label="gone"))) == ["a", "b", "c", "d"]
