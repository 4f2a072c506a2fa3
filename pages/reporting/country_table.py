"""The table of customers by country: every row of the report, also in print and when it is heard."""

from __future__ import annotations

from html import escape

import polars as pl

from pages.wording.formats import number, share
from pages.wording.translating import tr
from worker.text.sentences import say

_TITLE = say("Customers by country")


def country_table(table: pl.DataFrame) -> str:
    """All countries and groups as HTML, in a frame that can be scrolled.

    Args:
        table: as `pages.reporting.summary_table.read_summary` returns it.
    """
    total = int(table["customers"].sum())
    lines = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td>{escape(code)}</td>'
        f"<td>{number(customers)}</td><td>{share(customers, total)}</td></tr>"
        for label, code, customers in table.select("label", "code", "customers").iter_rows()
    )
    heads = "".join(
        f'<th scope="col">{escape(head)}</th>'
        for head in (tr("Country"), tr("Code"), tr("Customers"), tr("Share"))
    )
    return (
        f'<div class="report-countries" role="region" aria-label="{escape(tr(_TITLE))}" tabindex="0">'
        f'<table class="report-accounts"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'
    )
