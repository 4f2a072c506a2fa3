"""Values that are no country we know, and which country each is, as the analyst says it: here and later."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import TypeVar

import streamlit as st

from pages import actions
from pages.access.visitor import current_desk
from pages.backend import backend
from pages.wording.country_names import all_countries, country_label
from pages.wording.formats import number
from pages.wording.markdown import heard, literal
from pages.wording.outcomes import said_in_words, unlisted_values, values_in
from pages.wording.shown_values import shown
from pages.wording.translating import tr, trn
from worker.countries import Group
from worker.errors import StorageUnavailable
from worker.jobs.correcting import is_correctable, may_be_none
from worker.jobs.corrections import Correction
from worker.jobs.record import JobRecord, Outcome

_VALUE_CHARACTERS = 200
_LABEL_CHARACTERS = 60
_AT_ONCE = 10
_VALUE_PIXELS, _SELECT_PIXELS = 300, 260
_OPENED = "values_said_of"
_Item = TypeVar("_Item")


def show_said_countries(job: JobRecord, outcome: Outcome) -> None:
    """What is not recognised, each with a choice of countries; below it what was said, to be taken back."""
    _unknown(job, outcome)
    with st.container(key="report-said", gap="small"):
        for each in _some(job.corrections.made if job.corrections else (), "said"):
            _said(job, each)
    _remembered()


def _unknown(job: JobRecord, outcome: Outcome) -> None:
    values, more = values_in(outcome, Group.NOT_RECOGNISED), unlisted_values(outcome)
    if not values:
        return
    title = trn(
        "{count} value is not a country we know",
        "{count} values are not countries we know",
        len(values) + more,
    )
    is_expanded = st.session_state.get(_OPENED) == job.job_id  # with another title it is another expander
    with st.expander(title, is_expanded, icon=":material/help:", on_change="rerun") as opened:
        st.write(
            tr(
                "They are in the download as they stand in the file. Say which country one is: the report "
                "counts it so, at once, and your next reports will, too."
            )
        )
        for value, customers in _some(values, "unknown"):
            _choice(job, value, customers, is_seen=bool(opened.open))
        if not may_be_none(job):
            st.caption(
                tr("“No country” is not offered: the file's next country column would stand in for it.")
            )
        if more:
            st.write(tr("And {more} more, which the download has.", more=number(more)))


def _choice(job: JobRecord, value: str, customers: int, *, is_seen: bool) -> None:
    """One value, with all countries to choose from where that can be seen."""
    with _line():
        counted = trn("{count} customer", "{count} customers", customers)
        st.html(
            f'<div class="report-value">{escape(shown(value, _VALUE_CHARACTERS))}'
            f"<small>{counted}</small></div>",
            width=_VALUE_PIXELS,
        )
        if not is_seen or not is_correctable(value):
            return
        key = f"country-of-{job.job_id}-{_digest(value)}"
        st.selectbox(
            tr("Country of “{value}”", value=heard(shown(value, _LABEL_CHARACTERS))),
            [*([""] if may_be_none(job) else []), *all_countries()],
            index=None,
            format_func=country_label,
            placeholder=tr("Which country is it?"),
            label_visibility="collapsed",
            width=_SELECT_PIXELS,
            key=key,
            on_change=_say,
            args=(job.job_id, value, key),
        )


def _say(job_id: str, value: str, key: str) -> None:
    st.session_state[_OPENED] = job_id
    country = st.session_state.get(key)
    if isinstance(country, str) and not actions.correct_country(job_id, value, country):
        st.session_state[key] = None


def _said(job: JobRecord, made: Correction) -> None:
    said = said_in_words(made.value, made.country)
    words = (
        tr("As you said before, {said}", said=said)
        if made.is_remembered
        else tr("You said {said}", said=said)
    )
    with _line():
        counted = trn("{count} customer", "{count} customers", made.customers)
        st.markdown(f"{literal(words)} · {counted}", width="content")
        st.button(
            tr("Undo"),
            key=f"undo-{_digest(made.value)}",
            icon=":material/undo:",
            type="tertiary",
            on_click=actions.take_back_country,
            args=(job.job_id, made.value),
        )


def _remembered() -> None:
    """What is done by itself in the next files, each to be removed."""
    try:
        remembered = list(backend().call(current_desk().reports.remembered).items())
    except StorageUnavailable:
        return
    if not remembered:
        return
    title = trn(
        "{count} value is remembered for your next files",
        "{count} values are remembered for your next files",
        len(remembered),
    )
    with st.container(key="report-remembered"), st.expander(title, icon=":material/bookmark:"):
        for value, country in _some(remembered, "remembered"):
            with _line():
                st.markdown(literal(said_in_words(value, country)), width="content")
                st.button(
                    tr("Remove"),
                    key=f"forget-{_digest(value)}",
                    icon=":material/close:",
                    type="tertiary",
                    on_click=actions.forget_country,
                    args=(value,),
                )


@contextmanager
def _line() -> Iterator[None]:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        yield


def _some(items: Sequence[_Item], of: str) -> Sequence[_Item]:
    """Ten of them, below a way to the others."""
    pages = -(-len(items) // _AT_ONCE)
    key = f"{of}-page"
    page = max(1, min(st.session_state.get(key, 1), pages))
    if pages > 1:
        st.session_state[key] = page
        st.pagination(pages, key=key)
    return items[(page - 1) * _AT_ONCE : page * _AT_ONCE]


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:16]
