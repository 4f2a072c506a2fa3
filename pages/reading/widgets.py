"""The form's widgets, those that are rarely needed folded away; a workbook has fewer."""

from __future__ import annotations

import streamlit as st

from pages.reading.choices import (
    AUTOMATIC,
    OTHERS,
    asks_of_lines,
    asks_of_na,
    column_labels,
    further_columns,
    others_in_use,
)
from pages.reading.inputs import Inputs
from pages.wording.dialects import (
    ESCAPES,
    HASHES,
    LINE_ENDINGS,
    NOT_AVAILABLE,
    QUOTED_LINES,
    QUOTES,
    SHORT_ROWS,
    SPARE_FIELDS,
    separator_names,
)
from pages.wording.markdown import visible
from pages.wording.translating import tr
from worker.desk.preview import ENCODINGS, ShortRows, SpareFields
from worker.text.sentences import say

_MOST_SKIPPED_LINES = 10_000
_FURTHER = {"email": say("If that is empty, use"), "country": say("If there is no country, use")}


class Widgets(Inputs):
    """The widgets of one file."""

    def show(self) -> None:
        """Show them all, the rarely needed ones folded away."""
        is_book = self._reading is not None and self._reading.dialect.book is not None
        email, country, separator = st.columns(3)
        with email:
            self._column(tr("Email column"), "email")
            self._further("email")
            self._hashing()
        with country:
            self._column(tr("Country column"), "country")
            self._further("country")
            self._not_available()
        if not is_book:
            with separator:
                self._select(tr("Separator"), "separator", separator_names())
        self._header()
        if is_book:
            self._more_of_book()
        else:
            self._more_of_text()

    def show_sheet(self) -> None:
        """Which sheet of a workbook is read, if it has several: all else depends on it."""
        book = self._reading.dialect.book if self._reading else None
        if book is None or len(book.sheets) < 2:  # noqa: PLR2004 - one is no choice
            return
        chosen = self._choices.sheet
        is_there = chosen is not None and chosen < len(book.sheets)
        st.selectbox(
            tr("Sheet"),
            range(len(book.sheets)),
            format_func=lambda at: visible(book.sheets[at]) or tr("Sheet {number}", number=at + 1),
            key=self._put("sheet", chosen if is_there else book.sheet),
            on_change=self._chosen,
            args=("sheet",),
        )

    def _more_of_book(self) -> None:
        with st.expander(tr("More about how the sheet is read")):
            self._skipped_lines()
            self._checkbox(tr("Reject rows that cannot be read, however many there are"), "rejects_broken")

    def _more_of_text(self) -> None:
        is_asked = self._choices.quoted_lines is not None
        is_asked = is_asked or (self._reading is not None and asks_of_lines(self._reading))
        if is_asked:
            self._quoted_lines()
        with st.expander(tr("More about how the file is written")):
            left, right = st.columns(2)
            with left:
                self._select(tr("Encoding"), "encoding", ENCODINGS)
                self._select(tr("Quotation mark"), "quote", QUOTES)
                self._select(tr("A quotation mark inside a field"), "escape", ESCAPES)
                if not is_asked:
                    self._quoted_lines()
            with right:
                self._skipped_lines()
                self._rule(
                    tr("Rows with fewer fields than columns"), "short_rows", SHORT_ROWS, ShortRows.REJECT
                )
                self._rule(
                    tr("Rows that end in spare empty fields, where others do not"),
                    "spare_fields",
                    SPARE_FIELDS,
                    SpareFields.REJECT,
                )
                self._select(tr("Ends of rows"), "line_ending", LINE_ENDINGS)
            self._checkbox(tr("Reject rows that cannot be read, however many there are"), "rejects_broken")

    def _column(self, label: str, field: str) -> None:
        """A select box of the columns; empty when none is known for this."""
        labels = column_labels(self._reading.dialect.columns) if self._reading else []
        chosen = getattr(self._choices, field)
        if chosen is None and self._reading:
            chosen = getattr(self._reading, field)
        is_there = chosen is not None and chosen < len(labels)
        key = self._put(field, chosen if is_there else None)
        st.selectbox(
            label,
            range(len(labels)),
            index=None,
            format_func=lambda at: labels[at],
            key=key,
            placeholder=tr("Choose a column"),
            on_change=self._chosen,
            args=(field,),
            disabled=not labels,
        )

    def _further(self, field: str) -> None:
        """The columns to take it from where that one has none; nothing where no other has such."""
        if self._reading is None:
            return
        offered = further_columns(field, self._choices, self._reading, self._holding.get(field, ()))
        if not offered:
            return
        labels = column_labels(self._reading.dialect.columns)
        used = others_in_use(field, self._choices, self._reading)
        st.multiselect(
            tr(_FURTHER[field]),
            offered,
            format_func=lambda at: labels[at],
            key=self._put(OTHERS[field], [at for at in used if at in offered]),
            placeholder=tr("No other column"),
            on_change=self._chosen,
            args=(OTHERS[field],),
        )

    def _hashing(self) -> None:
        """Which hashes count, where there are several kinds."""
        chosen = self._choices.hashing or (self._reading and self._reading.hashing)
        if chosen:
            st.selectbox(
                tr("Emails hashed with"),
                list(HASHES),
                format_func=HASHES.__getitem__,
                key=self._put("hashing", str(chosen)),
                on_change=self._chosen,
                args=("hashing",),
            )

    def _not_available(self) -> None:
        """What "NA" among the countries is, where that is asked."""
        chosen = self._choices.not_available
        if chosen is None and not (self._reading and asks_of_na(self._reading)):
            return
        shown = chosen or (self._reading and self._reading.not_available)
        st.selectbox(
            tr("“NA” in the country column"),
            list(NOT_AVAILABLE),
            index=None,
            format_func=lambda kind: tr(NOT_AVAILABLE[kind]),
            key=self._put("not_available", str(shown) if shown else None),
            placeholder=tr("Choose what it is"),
            on_change=self._chosen,
            args=("not_available",),
        )

    def _header(self) -> None:
        found = self._reading.dialect.has_header if self._reading else True
        self._checkbox(tr("The first line holds the columns' names"), "has_header", found=found)

    def _skipped_lines(self) -> None:
        found = self._reading.dialect.skipped_lines if self._reading else 0
        key = self._put("skipped_lines", self._choices.skipped_lines)
        st.number_input(
            tr("Lines to skip at the top"),
            min_value=0,
            max_value=_MOST_SKIPPED_LINES,
            value=None,
            step=1,
            placeholder=tr("Found: {found}", found=found),
            key=key,
            on_change=self._chosen,
            args=("skipped_lines",),
        )

    def _quoted_lines(self) -> None:
        labels = {AUTOMATIC: tr("Ask where they look like rows")}
        labels |= {str(value): tr(label) for value, label in QUOTED_LINES.items()}
        key = self._put("quoted_lines", str(self._choices.quoted_lines or AUTOMATIC))
        st.selectbox(
            tr("Lines between quotation marks"),
            list(labels),
            format_func=labels.__getitem__,
            key=key,
            on_change=self._chosen,
            args=("quoted_lines",),
        )
