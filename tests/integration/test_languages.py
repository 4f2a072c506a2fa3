"""Every page in another language: no text reaches a reader that did not pass the catalogs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from tests.integration.report_app import open_page, open_report, words
from tests.integration.test_reading_form import BODY, TWICE
from tests.pseudo_language import speaking_pseudo, texts_of, unmarked
from tests.records import GERMANY_FIRST, keep, make_job, outcome_of, save, summary_of
from worker.counting.process.disk import out_of_disk
from worker.counting.rejects import no_customers
from worker.dialect.model import Dialect
from worker.dialect.workbooks.refusing import protected
from worker.errors import FileRefused
from worker.jobs.record import Failure, JobRecord, JobState
from worker.refusal import Refusal
from worker.reject import Reject
from worker.settings import Settings

pytestmark = pytest.mark.usefixtures("own_backend")

S = JobState
OF_FILES = (
    *(
        "customers.csv",
        "E-Mail",
        "Land",
        "Atlantis",
        "name",
        "kontakt",
        "mail",
        "land",
        "example",
        "com",
        "org",
    ),
    *("Ann", "local", "python", "worker"),
)


@pytest.fixture(autouse=True)
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with speaking_pseudo(monkeypatch):
        yield


def left_over(app: AppTest, *known: str) -> set[str]:
    """Texts with words that no catalog has seen."""
    assert not app.exception
    texts = {text: unmarked(text, *known, *OF_FILES) for text in texts_of(app)}
    assert any("⟦" in text for text in texts)
    return {f"{words!r} in {text!r}" for text, words in texts.items() if words}


def failed(refusal: FileRefused) -> JobRecord:
    return make_job(S.FAILED, failure=Failure(code=refusal.reason, message=refusal.message))


def ready(settings: Settings, **changes: object) -> JobRecord:
    rejected = {reason.value: 2 for reason in Reject}
    outcome = outcome_of(GERMANY_FIRST, duplicates=12, rejected=rejected)
    details = outcome.details.model_copy(
        update={
            "dialect": Dialect(skipped_lines=2, separator=";"),
            "reject_lines": {reason.value: [3, 17] for reason in Reject},
            "conflicting_customers": 3,
            "hashed_rows": 2,
            "utf8_lines": 1,
            "customers_not_available": 1,
            "rows_with_several_addresses": 5,
            "rows_by_further_columns": 2,
            "carefully_read_rows": 1,
            "hidden_rows": 1,
            "fold_gmail": True,
            "unpacked_bytes": 10**10,
            **changes,
        }
    )
    job = make_job(S.SUCCEEDED, outcome=outcome.model_copy(update={"details": details}))
    save(settings, [job])
    keep(settings, job.ref.summary_key, summary_of(GERMANY_FIRST))
    return job


def test_the_first_page_is_said_in_the_readers_language() -> None:
    assert left_over(open_page("upload.py")) == set()


def test_the_report_is_said_in_the_readers_language(settings: Settings) -> None:
    assert left_over(open_report(ready(settings))) == set()


@pytest.mark.parametrize("state", [each for each in S if each is not S.SUCCEEDED])
def test_each_state_is_said_in_the_readers_language(settings: Settings, state: JobState) -> None:
    job = make_job(state)
    save(settings, [job])
    assert left_over(open_report(job)) == set()


@pytest.mark.parametrize(
    "refusal",
    [protected(), out_of_disk(10**9), no_customers({Reject.MISSING: 3, Reject.MASKED: 2}, 5, "“E-Mail”")],
)
def test_why_a_file_was_refused_is_said_in_the_readers_language(
    settings: Settings, refusal: FileRefused
) -> None:
    job = failed(refusal)
    save(settings, [job])
    app = open_report(job)
    assert left_over(app) == set()
    assert refusal.message not in words(app)


@pytest.mark.parametrize("body", [BODY, TWICE])
def test_the_form_is_said_in_the_readers_language(settings: Settings, body: bytes) -> None:
    job = make_job(S.FAILED, failure=Failure(code=Refusal.UNCLEAR, message="Check it."))
    save(settings, [job])
    keep(settings, job.s3_key, body)
    assert left_over(open_report(job)) == set()


def test_the_list_is_said_in_the_readers_language(settings: Settings) -> None:
    ready(settings)
    stalled = make_job(S.PROCESSING, age=timedelta(hours=1), now=None)
    save(
        settings,
        [*(make_job(state) for state in S if state is not S.SUCCEEDED), failed(protected()), stalled],
    )
    assert left_over(open_page("reports.py")) == set()


def test_an_empty_list_is_said_in_the_readers_language() -> None:
    assert left_over(open_page("reports.py")) == set()


def test_what_is_not_there_is_said_in_the_readers_language() -> None:
    assert left_over(open_report("unknown")) == set()


def test_the_operators_page_is_said_in_the_readers_language(settings: Settings) -> None:
    refused = failed(out_of_disk(10**9))
    save(settings, [make_job(S.PROCESSING), failed(protected()), refused])
    app = open_page("operations.py")
    assert left_over(app) == set()
    assert refused.failure is not None
    assert refused.failure.message not in words(app)
