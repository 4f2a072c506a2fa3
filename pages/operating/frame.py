"""What the operators' lists are made of: headings, rows of two columns, and what was done."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.wording.formats import number
from pages.wording.markdown import literal
from pages.wording.translating import tr
from worker.errors import AudienceError

ROWS = 20


def section(title: str, total: int, key: str, note: str = "") -> st.delta_generator.DeltaGenerator:
    """A heading with its total; what is put into it stands at its end."""
    line = st.container(
        key=f"operations-head-{key}",
        horizontal=True,
        vertical_alignment="bottom",
        horizontal_alignment="distribute",
    )
    with line:
        st.html(
            f'<h2 class="operations-head">{tr(title)} <span>{number(total)}</span> '
            f"<small>{tr(note)}</small></h2>"
        )
    return line


def rows(key: str) -> st.delta_generator.DeltaGenerator:
    """The frame around a list's rows."""
    return st.container(border=True, gap=None, key=f"operations-rows-{key}")


def row(key: str) -> st.delta_generator.DeltaGenerator:
    """One row; its key is unique on the page."""
    return st.container(key=f"operations-row-{key}", horizontal=True, vertical_alignment="center")


def two_columns(left: str, right: str) -> None:
    """What a row says, as HTML: on the left what it is about, on the right how that stands."""
    with st.container(width="stretch"):
        st.html(f'<div class="operations-row"><span>{left}</span><span>{right}</span></div>')


def more(total: int) -> None:
    """How many rows of a list are not shown."""
    if total > ROWS:
        st.caption(tr("and {number:,} more", number=total - ROWS))


def act(action: Callable[[], object], done: str | None) -> None:
    """Do something and say whether it was done.

    Args:
        action: what it returns is said, unless something else is.
        done: said when it is done.
    """
    try:
        said = action()
    except AudienceError as error:
        st.toast(literal(tr(error.message)), icon=":material/error:")
    else:
        st.toast(done or str(said), icon=":material/check:")
