from __future__ import annotations

from typing import Any

from pages.reporting.charts import countries_chart
from pages.reporting.summary_table import read_summary
from tests.records import MANY_COUNTRIES, Counts, summary_of


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
    assert len(_rows(_spec(MANY_COUNTRIES))) == 20
    assert len(_rows(_spec(MANY_COUNTRIES, bars=300))) == len(MANY_COUNTRIES)


def test_what_is_no_country_is_a_bar_or_two_and_faint() -> None:
    spec = _spec([("DE", 3), *((f"Place {n}", 1) for n in range(2_000)), ("", 1), ("N/A", 1)])
    assert [row["label"] for row in _rows(spec)] == ["Not recognised", "Germany", "No country"]
    opacity = spec["layer"][0]["encoding"]["opacity"]
    assert (opacity["condition"], opacity["value"]) == ({"test": "datum.code != ''", "value": 1}, 0.45)
    assert [row["code"] for row in _rows(spec)] == ["", "DE", ""]
    outline = spec["layer"][1]
    assert (outline["mark"]["filled"], outline["mark"]["aria"]) == (False, False)
    assert outline["transform"] == [{"filter": "datum.code === ''"}]


def test_hovering_tells_name_code_customers_and_share() -> None:
    spec = _spec([("DE", 30_000), ("FR", 10_000)])
    tooltip = spec["layer"][0]["encoding"]["tooltip"]
    assert [item["title"] for item in tooltip] == ["Country", "Code", "Customers", "Share"]
    row = {item["title"]: _rows(spec)[0][item["field"]] for item in tooltip}
    assert row["Country"] == "Germany"
    assert row["Code"] == "DE"
    assert row["Customers"] == "30,000"
    assert _plain(row["Share"]) == "75.0 %"


def test_each_bar_is_labelled_with_customers_and_their_share_of_all_customers() -> None:
    labels = [_plain(row["figures"]) for row in _rows(_spec(MANY_COUNTRIES))]
    total = sum(count for _, count in MANY_COUNTRIES)
    assert labels[0] == f"1,000 · {1_000 / total:.1%}".replace("%", " %")


def test_one_country_makes_one_bar() -> None:
    assert [_plain(row["figures"]) for row in _rows(_spec([("DE", 1)]))] == ["1 · 100.0 %"]


def test_an_empty_report_makes_an_empty_chart() -> None:
    assert _rows(_spec([])) == []


def test_no_colour_is_fixed_so_the_theme_decides() -> None:
    layers = _spec([("DE", 1)])["layer"]
    assert not any("color" in layer["mark"] for layer in layers[:2])
    assert layers[2]["mark"]["color"] == "currentColor"
