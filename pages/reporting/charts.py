"""The chart of customers by country: drawn by Altair once, then filled with the data of each report."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import altair as alt
import polars as pl

from pages.wording.formats import number, share

TOP = 20
_BAR_PIXELS = 28
_AXIS_PIXELS = 190
_CHARACTER_PIXELS = 6.5
_MUTED = 0.45
_TEXT = "currentColor"  # the page's own, light or dark


def countries_chart(table: pl.DataFrame, *, bars: int = TOP) -> dict[str, Any]:
    """Horizontal bars, most customers first, with figures beside and on hover.

    Args:
        table: as `pages.reporting.summary_table.read_summary` returns it.
        bars: how many countries and groups to draw, the largest.

    Returns:
        A Vega-Lite specification. The groups of what is not a country are drawn fainter.
    """
    drawn = table.head(bars).select("label", "code", "customers")
    total = int(table["customers"].sum())
    figures = [f"{number(count)} · {share(count, total)}" for count in drawn["customers"]]
    data = drawn.with_columns(
        pl.Series("figures", figures, dtype=pl.String),
        pl.Series("share_text", [share(count, total) for count in drawn["customers"]], dtype=pl.String),
    )
    characters = max((len(text) for text in figures), default=0)
    return {**_design(characters), "data": {"values": data}}


@lru_cache
def _design(characters: int) -> dict[str, Any]:
    """The chart without its data, with room for so many characters beside a bar; its colours are the theme's.

    To make it costs as much as all else on the page of a report.
    """
    room = 12 + _CHARACTER_PIXELS * characters
    base = alt.Chart(alt.NamedData("report")).encode(
        y=alt.Y("label:N", sort=None, title=None).axis(
            labelLimit=_AXIS_PIXELS, labelPadding=8, labelColor=_TEXT, ticks=False, domain=False
        ),
        x=alt.X("customers:Q", title=None)
        .axis(None)
        .scale(nice=False, range=[0, alt.ExprRef(f"width - {room:.0f}")]),
        tooltip=[
            alt.Tooltip("label:N", title="Country"),
            alt.Tooltip("code:N", title="Code"),
            alt.Tooltip("customers:Q", title="Customers", format=","),
            alt.Tooltip("share_text:N", title="Share"),
        ],
    )
    opacity = alt.condition("datum.code != ''", alt.value(1), alt.value(_MUTED))
    marks = base.mark_bar(cornerRadiusEnd=4, height={"band": 0.72}).encode(opacity=opacity)
    text = base.mark_text(align="left", dx=6, color=_TEXT).encode(text="figures:N")
    # Transparent, so that black text is legible in a picture taken of the dark page, too.
    chart = alt.layer(marks, text).properties(height=alt.Step(_BAR_PIXELS), background="transparent")
    specification: dict[str, Any] = chart.to_dict()
    return specification
