"""Draw the cost curve from the suite's JSON."""

from __future__ import annotations

import json
from pathlib import Path

import altair as alt
import polars as pl

_PART = "curve"
_MILLION = 1e6
_WIDTH, _HEIGHT = 300, 190
_COLOUR = "#0f766e"
_FIGURES = ("time s", "peak RSS MiB", "disk MB", "S3 requests")
_TITLES = {"time s": "seconds", "peak RSS MiB": "memory, MiB", "disk MB": "temporary disk, MB"}


def plot(source: Path, target: Path) -> None:
    """Draw time, memory, disk and S3 requests against rows.

    Args:
        source: JSON of a run with the part "curve".
        target: an .svg or .png.

    Raises:
        LookupError: there is no cost curve in that JSON.
    """
    points = _points(json.loads(source.read_text()))
    charts = [_chart(points, figure) for figure in _FIGURES]
    together = (
        alt.concat(*charts, columns=2, spacing=70, bounds="flush")
        .configure(font="sans-serif", background="white")
        .configure_view(stroke=None)
    )
    together.save(target, scale_factor=2) if target.suffix == ".png" else together.save(target)


def _points(content: dict[str, list[dict[str, list[str] | str]]]) -> pl.DataFrame:
    for table in content["tables"]:
        if table["part"] == _PART:
            return pl.DataFrame(table["rows"], schema=list(table["columns"]), orient="row", strict=False)
    raise LookupError("no cost curve in this JSON: run the part first")


def _chart(points: pl.DataFrame, figure: str) -> alt.LayerChart | alt.FacetChart:
    data = points.select(million_rows=pl.col("rows") / _MILLION, figure=figure).drop_nulls()
    base = alt.Chart(data, width=_WIDTH, height=_HEIGHT).encode(
        x=alt.X(
            "million_rows:Q",
            title="million rows",
            scale=alt.Scale(zero=True),
            axis=alt.Axis(grid=False, tickCount=5),
        ),
        y=alt.Y("figure:Q", title=None, scale=alt.Scale(zero=True, nice=5), axis=alt.Axis(tickCount=5)),
    )
    line, dots = base.mark_line(color=_COLOUR), base.mark_circle(color=_COLOUR, size=45, opacity=1)
    return alt.layer(line, dots).properties(title=_TITLES.get(figure, figure))
