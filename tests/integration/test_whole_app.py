"""A file goes through all that one command starts."""

from __future__ import annotations

from collections.abc import Callable

from pages.wording.markdown import literal
from tests.dashboard import Dashboard
from tests.integration.outside import Bucket, upload_as_page
from tests.integration.report_app import countries, metrics, names, open_page, open_report
from worker.embedded.ports import free_ports
from worker.jobs.record import JobRecord, JobState
from worker.settings import load_settings
from worker.setup import bucket_rules

StartDashboard = Callable[..., Dashboard]

CSV = b"email,country\nada@x.org,DE\nbob@x.org,FR\nADA@x.org,FR\neve@x.org,DE\n"


def _counted() -> JobRecord:
    """A job of the embedded stack that runs, at its end."""
    settings = load_settings()
    job = upload_as_page(settings, CSV)
    return Bucket(bucket_rules.administrator(settings), settings.s3_bucket).ended(job.ref.record_key)


def test_behind_a_proxy_everything_starts_and_counts(dashboard: StartDashboard) -> None:
    (dead,) = free_ports(1)
    proxy = f"http://127.0.0.1:{dead}"

    dashboard(environment={"http_proxy": proxy, "HTTP_PROXY": proxy, "no_proxy": "", "NO_PROXY": ""})

    assert _counted().state is JobState.SUCCEEDED


def test_after_a_restart_an_earlier_report_is_in_the_list_and_opens(
    dashboard: StartDashboard, pages_here: None
) -> None:
    board = dashboard()
    job = _counted()
    board.stop()

    board.start()

    assert names(open_page("reports.py")) == [literal("customers.csv")]
    report = open_report(job)
    assert metrics(report)["Customers"] == "3"
    assert [name for name, _ in countries(report)] == ["Germany", "France"]
