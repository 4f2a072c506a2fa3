"""The chart of customers by country: drawn by Altair once, then filled with the data of each report."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import altair as alt
import polars as pl

from pages.wording.formats import number, share
from pages.wording.translating import tr

TOP = 20
_BAR_PIXELS = 28
_MOST_LABEL_PIXELS = 280
_LABEL_CHARACTER_PIXELS = 7.0
_CHARACTER_PIXELS = 6.5
_GAP_PIXELS = 8
_FEWEST_PLOT_PIXELS = 180
_FONT_PIXELS = 12
_MUTED = 0.45
_TEXT = "currentColor"  # the page's own, light or dark


def countries_chart(table: pl.DataFrame, *, bars: int = TOP) -> dict[str, Any]:
    """Horizontal bars, most customers first, with figures beside and on hover.

    Args:
        table: as `pages.reporting.summary_table.read_summary` returns it.
        bars: how many countries and groups to draw, the largest.

    Returns:
        A Vega-Lite specification. The groups of what is not a country are drawn fainter, with an outline.
    """
    drawn = table.head(bars).select("label", "code", "customers")
    total = int(table["customers"].sum())
    figures = [f"{number(count)} · {share(count, total)}" for count in drawn["customers"]]
    data = drawn.with_columns(
        pl.Series("figures", figures, dtype=pl.String),
        pl.Series("customers_text", list(map(number, drawn["customers"])), dtype=pl.String),
        pl.Series("share_text", [share(count, total) for count in drawn["customers"]], dtype=pl.String),
    )
    titles = (tr("Country"), tr("Code"), tr("Customers"), tr("Share"))
    design = _design(_longest(drawn["label"]), _longest(figures), titles)
    return {**design, "data": {"values": data}}


def _longest(texts: Iterable[str]) -> int:
    return max(map(len, texts), default=0)


@lru_cache
def _design(
    label_characters: int, figure_characters: int, titles: tuple[str, str, str, str]
) -> dict[str, Any]:
    """The chart without its data; its colours are the theme's.

    Names stand left of their bars and figures right of them. Where that would leave the bars too little, as
    on a phone, both stand above their bar, which has the whole width. To make the chart costs as much as all
    else on the page of a report.

    Args:
        label_characters: of the longest name.
        figure_characters: of the longest figures.
        titles: what is called country, code, customers and share where one points at a bar.
    """
    country, code, customers, share_of_all = titles
    left = min(_MOST_LABEL_PIXELS, _GAP_PIXELS + _LABEL_CHARACTER_PIXELS * label_characters)
    right = 12 + _CHARACTER_PIXELS * figure_characters

    def either(narrow: str, wide: str) -> alt.ExprRef:
        return alt.ExprRef(f"width < {left + right + _FEWEST_PLOT_PIXELS:.0f} ? {narrow} : {wide}")

    base = alt.Chart(alt.NamedData("report")).encode(
        y=alt.Y("label:N", sort=None, title=None).axis(None),
        tooltip=[
            alt.Tooltip("label:N", title=country),
            alt.Tooltip("code:N", title=code),
            alt.Tooltip("customers_text:N", title=customers),
            alt.Tooltip("share_text:N", title=share_of_all),
        ],
    )
    opacity = alt.condition("datum.code != ''", alt.value(1), alt.value(_MUTED))
    plot = [either("0", f"{left:.0f}"), either("width", f"width - {right:.0f}")]
    height, offset = either("8", f"{0.72 * _BAR_PIXELS:.0f}"), either("8", "0")
    length = alt.X("customers:Q", title=None).axis(None).scale(nice=False, range=plot)
    marks = base.mark_bar(cornerRadiusEnd=4, height=height, yOffset=offset).encode(x=length, opacity=opacity)
    outlines = (  # which have the contrast that faint bars lack
        base.mark_bar(cornerRadiusEnd=4, height=height, yOffset=offset, filled=False, aria=False)
        .transform_filter("datum.code === ''")
        .encode(x=length)
    )
    up = either("-4", "0")
    names = base.mark_text(
        align=either("'left'", "'right'"),
        limit=either(f"width - {right:.0f}", f"{left - _GAP_PIXELS:.0f}"),
        color=_TEXT,
        fontSize=_FONT_PIXELS,
        yOffset=up,
    ).encode(x=alt.value(either("0", f"{left - _GAP_PIXELS:.0f}")), text="label:N")
    figures = base.mark_text(
        align=either("'right'", "'left'"), color=_TEXT, fontSize=_FONT_PIXELS, yOffset=up
    ).encode(x=alt.value(either("width", "scale('x', datum.customers) + 6")), text="figures:N")
    # Transparent, so that black text is legible in a picture taken of the dark page, too.
    chart = alt.layer(marks, outlines, figures, names).properties(
        height=alt.Step(_BAR_PIXELS), background="transparent"
    )
    specification: dict[str, Any] = chart.to_dict()
    return specification
