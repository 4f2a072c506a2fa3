"""What the report is ready for: each ad platform's documented minimum against its customers."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from pages.reporting.platforms import LOOKED_UP, Readiness, readiness
from pages.wording.formats import number, plural


def show_readout(table: pl.DataFrame) -> None:
    """Show the section.

    Args:
        table: as `pages.reporting.summary_table.read_summary` returns it, not empty.
    """
    known = table.filter(pl.col("code") != "")["customers"].to_list()
    others = int(table.filter(pl.col("code") == "")["customers"].sum())
    with st.container(border=True):
        st.subheader("Ready for", anchor=False)
        st.html(_platforms(readiness(int(table["customers"].sum()), known), len(known)))
        if others:
            st.markdown(
                f"{plural(others, 'customer has', 'customers have')} no country, or one that is not "
                "recognised; no platform can use that."
            )


def _platforms(each: list[Readiness], countries: int) -> str:
    lines = "".join(
        f'<tr><th scope="row">{escape(ready.platform.name)}<small>{escape(ready.sentence)}</small></th>'
        f"<td>{ready.verdict}</td><td>{number(ready.countries)} of {number(countries)}</td></tr>"
        for ready in each
    )
    return (
        '<table class="report-accounts"><caption>Documented minimums, '
        f"looked up in {LOOKED_UP}. Only customers a platform can match count there, and how many those are "
        "only it can tell.</caption>"
        '<thead><tr><th scope="col">Platform</th><th scope="col">All customers</th>'
        '<th scope="col">Countries with enough</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )
