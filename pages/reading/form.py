"""The form behind "check the columns": doubts, first rows, choices, and counting with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from pages import actions
from pages.access.visitor import current_desk
from pages.backend import backend
from pages.reading.choices import confirmed, obstacle
from pages.reading.rows_table import rows_table
from pages.reading.widgets import Widgets
from pages.wording.dialects import described
from pages.wording.markdown import literal
from pages.wording.translating import tr
from worker.desk.preview import Choices, DoubtCode, Preview, Reading
from worker.errors import FileRefused, JobNotFound, StorageUnavailable, TransitionRefused
from worker.jobs.record import JobRecord

_STYLE = Path(__file__).with_name("reading.css")


@dataclass(frozen=True)
class _Look:
    """What came of reading a file's beginning.

    Attributes:
        preview: its first rows; None when it was refused.
        refusal: why, in a sentence.
        is_final: whether no choice can help: the file is gone.
    """

    preview: Preview | None = None
    refusal: str = ""
    is_final: bool = False


def show_form(job: JobRecord) -> None:
    """Show how the job's kept file is read, and let it be read in another way and counted so."""
    st.html(_STYLE)
    st.fragment(_form)(job)


def _form(job: JobRecord) -> None:
    choices = _chosen(job)
    look = _read(job, choices)
    if look.is_final:
        st.markdown(literal(look.refusal))
        return
    with st.container(border=True, key="reading"):
        title = tr("Check the columns") if job.needs_owner else tr("Read it differently")
        st.header(title, anchor=False)
        reading = look.preview.reading if look.preview else _last(job)
        holding = look.preview.holding if look.preview else {}
        widgets = Widgets(_key(job), choices, reading, holding, is_read=look.preview is not None)
        if look.preview is None:
            if not _is_told(job, look.refusal):
                st.error(literal(look.refusal), icon=":material/error:")
            widgets.show_sheet()
        else:
            _remember(job, look.preview.reading)
            _show_doubts(look.preview.reading)
            widgets.show_sheet()
            st.html(rows_table(look.preview.reading, look.preview.rows))
            _show_non_ascii_rows(look.preview)
            st.caption(literal(described(look.preview.reading.dialect)))
        widgets.show()
        _offer(job, choices, look)


def _is_told(job: JobRecord, refusal: str) -> bool:
    """Whether the page says this already, as the reason why the job failed."""
    return job.failure is not None and tr(job.failure.sentence) == refusal


def _show_doubts(reading: Reading) -> None:
    doubts = [doubt for doubt in reading.doubts if doubt.code is not DoubtCode.ASKED]
    if doubts:
        bullet = "- " if len(doubts) > 1 else ""
        st.warning(
            "\n".join(bullet + literal(tr(doubt.sentence)) for doubt in doubts), icon=":material/help:"
        )
    elif not obstacle(reading):
        st.markdown(tr("Are these the columns? Then count; nothing is counted before you say so."))


def _show_non_ascii_rows(preview: Preview) -> None:
    """Show rows further on whose letters tell the encoding, where the first rows have none."""
    place = preview.reading.non_ascii_from
    if place and preview.non_ascii_rows:
        st.markdown(
            tr(
                "From line {line:,} on there are other letters than A to Z. They are read so:",
                line=place.line,
            )
        )
        name = tr("Rows with other letters, as they are read")
        st.html(rows_table(preview.reading, preview.non_ascii_rows, name))


def _offer(job: JobRecord, choices: Choices, look: _Look) -> None:
    reading = look.preview.reading if look.preview else None
    hindrance = obstacle(reading) if reading else None
    if look.preview and look.preview.has_no_email:
        hindrance = hindrance or tr("There is no email in this column. Choose the one that holds them.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            tr("Count"),
            type="primary",
            icon=":material/play_arrow:",
            disabled=reading is None or hindrance is not None,
            on_click=_count,
            args=(job, choices, reading),
        )
        if hindrance:
            st.markdown(hindrance, width="content")


def _count(job: JobRecord, choices: Choices, reading: Reading | None) -> None:
    if reading is None:
        return
    options = job.options.model_copy(update={"choices": confirmed(choices, reading)})
    if actions.recount_job(job, options):
        _drop_choices(job)
    st.rerun()


def _read(job: JobRecord, choices: Choices) -> _Look:
    try:
        return _Look(preview=backend().call(current_desk().preview, job.job_id, choices))
    except (TransitionRefused, JobNotFound) as error:
        return _Look(refusal=tr(error.message), is_final=True)
    except (FileRefused, StorageUnavailable) as error:
        return _Look(refusal=tr(error.message))


def _key(job: JobRecord) -> str:
    return f"reading-{job.job_id}"


def _chosen(job: JobRecord) -> Choices:
    """What the analyst has said so far, here or before an earlier count."""
    chosen = st.session_state.get(_key(job))
    if not isinstance(chosen, Choices):
        chosen = job.options.choices.model_copy(update={"is_confirmed": False})
        st.session_state[_key(job)] = chosen
    return chosen


def _remember(job: JobRecord, reading: Reading) -> None:
    st.session_state[f"{_key(job)}-last"] = reading


def _last(job: JobRecord) -> Reading | None:
    """How the file was read last, for the choices to stand on when it cannot be read as they say."""
    last = st.session_state.get(f"{_key(job)}-last", job.reading)
    return last if isinstance(last, Reading) else None


def _drop_choices(job: JobRecord) -> None:
    for name in (_key(job), f"{_key(job)}-last"):
        st.session_state.pop(name, None)
