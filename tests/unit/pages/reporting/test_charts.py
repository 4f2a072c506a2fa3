from __future__ import annotations

from typing import Any

from pages.reporting.charts import countries_chart
from pages.reporting.summary import read_summary
from tests.records import Counts, summary_of

MANY: Counts = [(f"Place {n}", 1_000 - n) for n in range(250)]


def _spec(counts: Counts, **options: int) -> dict[str, Any]:
    return countries_chart(read_summary(summary_of(counts)), **options)


def _rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return list(spec["data"]["values"].to_dicts())


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_bars_come_most_customers_first_as_the_summary_has_them() -> None:
    spec = _spec([("DE", 30), ("FR", 20), ("ES", 10)])
    assert [row["label"] for row in _rows(spec)] == ["Germany", "France", "Spain"]
    assert spec["layer"][0]["encoding"]["y"]["sort"] is None


def test_twenty_bars_are_drawn_unless_more_are_asked_for() -> None:
    assert len(_rows(_spec(MANY))) == 20
    assert len(_rows(_spec(MANY, bars=250))) == 250


def test_a_chart_never_has_more_than_300_bars() -> None:
    counts = [(f"Place {n}", 1) for n in range(2_000)]
    assert len(_rows(_spec(counts, bars=2_000))) == 300


def test_hovering_tells_name_code_customers_and_share() -> None:
    spec = _spec([("DE", 30_000), ("FR", 10_000)])
    tooltip = spec["layer"][0]["encoding"]["tooltip"]
    assert [item["title"] for item in tooltip] == ["Country", "Code", "Customers", "Share"]
    row = {item["title"]: _rows(spec)[0][item["field"]] for item in tooltip}
    assert row["Country"] == "Germany"
    assert row["Code"] == "DE"
    assert row["Customers"] == 30_000
    assert _plain(row["Share"]) == "75.0 %"


def test_each_bar_is_labelled_with_customers_and_their_share_of_all_customers() -> None:
    labels = [_plain(row["figures"]) for row in _rows(_spec(MANY))]
    total = sum(count for _, count in MANY)
    assert labels[0] == f"1,000 · {1_000 / total:.1%}".replace("%", " %")


def test_one_country_makes_one_bar() -> None:
    assert [_plain(row["figures"]) for row in _rows(_spec([("DE", 1)]))] == ["1 · 100.0 %"]


def test_an_empty_report_makes_an_empty_chart() -> None:
    assert _rows(_spec([])) == []


def test_no_colour_is_fixed_so_the_theme_decides() -> None:
    layers = _spec([("DE", 1)])["layer"]
    assert "color" not in layers[0]["mark"]
    assert layers[1]["mark"]["color"] == "currentColor"
