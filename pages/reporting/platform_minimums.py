"""What the report is ready for: each ad platform's documented minimum against its customers."""

from __future__ import annotations

from html import escape

import polars as pl
import streamlit as st

from pages.reporting.platforms import LOOKED_UP, Readiness, readiness
from pages.wording.translating import tr, trn


def show_readout(table: pl.DataFrame) -> None:
    """Show the section.

    Args:
        table: as `pages.reporting.summary_table.read_summary` returns it, not empty.
    """
    known = table.filter(pl.col("code") != "")["customers"].to_list()
    others = int(table.filter(pl.col("code") == "")["customers"].sum())
    with st.container(border=True):
        st.header(tr("Ready for"), anchor=False)
        st.html(_platforms(readiness(int(table["customers"].sum()), known), len(known)))
        if others:
            st.markdown(
                trn(
                    "{count} customer has no country, or one that is not recognised; no platform can use "
                    "that.",
                    "{count} customers have no country, or one that is not recognised; no platform can use "
                    "that.",
                    others,
                )
            )


def _platforms(each: list[Readiness], countries: int) -> str:
    lines = "".join(
        f'<tr><th scope="row">{escape(ready.platform.name)}<small>{escape(ready.sentence)}</small></th>'
        f"<td>{escape(tr(ready.verdict))}</td><td>{_of(ready.countries, countries)}</td></tr>"
        for ready in each
    )
    caption = tr(
        "Documented minimums, looked up in {month}. Platforms count only people they recognise, and only "
        "they can tell how many those are.",
        month=tr(LOOKED_UP),
    )
    heads = "".join(
        f'<th scope="col">{escape(head)}</th>'
        for head in (tr("Platform"), tr("All customers"), tr("Countries with enough"))
    )
    return (
        f'<table class="report-accounts"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
    )


def _of(part: int, whole: int) -> str:
    return tr("{part:,} of {whole:,}", part=part, whole=whole)
