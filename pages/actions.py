"""What an analyst can do with a report: cancel, try again, count it with another reading, delete."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.access.visitor import current_desk
from pages.backend import backend
from pages.wording.formats import shortened
from pages.wording.markdown import literal
from pages.wording.outcomes import said_in_words
from pages.wording.translating import tr, trn
from worker.desk.preview import CountOptions
from worker.errors import AudienceError, JobNotFound
from worker.jobs.record import JobRecord
from worker.jobs.remembered import may_be_remembered
from worker.text.sentences import say

CANCEL = say("Cancel")
RETRY = say("Try again")
DELETE = say("Delete")

_TO_DELETE = "report_to_delete"
_DELETED = "reports_deleted"
_NAME_CHARACTERS = 80
_NAMES_ASKED = 5


def shown_name(job: JobRecord, characters: int = _NAME_CHARACTERS) -> str:
    """What the report is called, as Markdown that shows it as it is, the middle left out when it is long."""
    return literal(shortened(job.name, characters))


def cancel_job(job: JobRecord) -> None:
    """Stop the job."""
    attempt(
        lambda: backend().call(current_desk().cancel, job.job_id),
        tr("Cancelling {name}.", name=shown_name(job)),
    )


def retry_job(job: JobRecord) -> None:
    """Count the file of a failed job once more."""
    attempt(
        lambda: backend().call(current_desk().retry, job.job_id),
        tr("Counting {name} again.", name=shown_name(job)),
    )


def recount_job(job: JobRecord, options: CountOptions) -> bool:
    """Count the kept file of a failed job with these options; whether that was possible."""
    return attempt(
        lambda: backend().call(current_desk().retry, job.job_id, options),
        tr("Counting {name}.", name=shown_name(job)),
    )


def correct_country(job_id: str, value: str, country: str) -> bool:
    """Say which country a value of a report is, empty: none; whether that was possible."""

    def correct() -> str:
        said = said_in_words(value, country)
        if backend().call(current_desk().reports.correct, job_id, value, country).is_remembered:
            return tr("{said}, in your next files, too.", said=said)
        if may_be_remembered(value):
            return tr("{said}, in this report alone: no more values can be remembered.", said=said)
        return tr("{said}, in this report alone: elsewhere it may mean something else.", said=said)

    return attempt(correct)


def take_back_country(job_id: str, value: str) -> None:
    """Let a value of a report be what it was."""
    done = tr("It is counted as it was before, and no longer remembered.")
    attempt(lambda: backend().call(current_desk().reports.take_back, job_id, value), done)


def forget_country(value: str) -> None:
    """Let a value be unknown in the next files."""
    done = tr("It is no longer remembered. Reports that are ready stay as they are.")
    attempt(lambda: backend().call(current_desk().reports.forget, value), done)


def ask_to_delete(*jobs: JobRecord) -> None:
    """Have the page ask whether to delete the jobs: see `confirm_deletion`."""
    st.session_state[_TO_DELETE] = jobs


def confirm_deletion() -> None:
    """Show the question, if one is to be asked; call it outside of fragments, whose reruns would close it."""
    if jobs := st.session_state.get(_TO_DELETE):
        many = trn("Delete {count} report?", "Delete {count} reports?", len(jobs))
        title = tr("Delete this report?") if len(jobs) == 1 else many
        st.dialog(title, on_dismiss=_drop_question)(_question)(jobs)


def is_deleted(job_id: str) -> bool:
    """Whether the analyst has deleted this report in this tab; a browser that goes back to it names none."""
    deleted = st.session_state.get(_DELETED, ())
    return job_id in deleted if job_id else bool(deleted)


def _question(jobs: tuple[JobRecord, ...]) -> None:
    more = len(jobs) - _NAMES_ASKED
    st.markdown("\\\n".join(f"**{shown_name(job)}**" for job in jobs[:_NAMES_ASKED]))
    if more > 0:
        st.markdown(trn("and {count} more", "and {count} more", more))
    if len(jobs) == 1:
        st.write(tr("Its figures and downloads are removed for good. Your own file stays with you."))
    else:
        st.write(tr("Their figures and downloads are removed for good. Your own files stay with you."))
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.button(tr("Keep it") if len(jobs) == 1 else tr("Keep them"), on_click=_keep)
        st.button(
            tr(DELETE),
            type="primary",
            icon=":material/delete:",
            key="delete-for-good",
            on_click=_delete,
            args=(jobs,),
        )


def _keep() -> None:
    _drop_question()
    st.rerun()


def _delete(jobs: tuple[JobRecord, ...]) -> None:
    """Delete them one after the other, as far as it goes."""
    _drop_question()
    attempt(lambda: _deleted(jobs))
    st.rerun()


def _deleted(jobs: tuple[JobRecord, ...]) -> str:
    for job in jobs:
        try:
            backend().call(current_desk().delete, job.job_id)
        except JobNotFound:  # another tab was faster
            if len(jobs) == 1:
                raise
        st.session_state.setdefault(_DELETED, set()).add(job.job_id)
    if len(jobs) == 1:
        return tr("{name} is deleted.", name=shown_name(jobs[0]))
    return trn("{count} report is deleted.", "{count} reports are deleted.", len(jobs))


def _drop_question() -> None:
    st.session_state.pop(_TO_DELETE, None)


def attempt(action: Callable[[], object], done: str | None = None) -> bool:
    """Whether it was possible, which is said, without words for that in those that the action returns."""
    try:
        result = action()
    except AudienceError as error:
        st.toast(literal(tr(error.message)), icon=":material/error:")
        return False
    st.toast(done or literal(str(result)), icon=":material/check:")
    return True
