"""What a report looks like, drawn from the figures of that of the sample data."""

from __future__ import annotations

import html

import streamlit as st

from pages.wording.country_names import country_label
from pages.wording.formats import number, share
from pages.wording.translating import tr

SAMPLE_CUSTOMERS, SAMPLE_COUNTRIES = 3_749, 13
SAMPLE_TOP = (("US", 789), ("DE", 566), ("GB", 455), ("FR", 378), ("IT", 303))
"""As the sample is counted; a test counts it."""

_PERCENT = 100


def show_sample_picture() -> None:
    """The picture, and a button that has the drop zone count the sample."""
    largest = SAMPLE_TOP[0][1]
    bars = "".join(
        f"<span>{html.escape(country_label(code))}</span>"
        f'<i><b style="width: {_PERCENT * customers // largest}%"></b></i>'
        f"<span>{share(customers, SAMPLE_CUSTOMERS)}</span>"
        for code, customers in SAMPLE_TOP
    )
    figures = ((tr("Customers"), SAMPLE_CUSTOMERS), (tr("Countries"), SAMPLE_COUNTRIES))
    tiles = "".join(f"<span>{html.escape(label)}<b>{number(figure)}</b></span>" for label, figure in figures)
    said, attempt = html.escape(tr("This is what you get:")), html.escape(tr("Try it with sample data"))
    st.html(
        '<section class="sample-report">'
        f"<header><span>{said}</span>"
        f'<button type="button" data-try-sample>{attempt}</button></header>'
        f'<div class="sample-picture" role="img" aria-label="{html.escape(_described())}">'
        f'<div class="sample-figures">{tiles}</div><div class="sample-bars">{bars}</div></div>'
        "</section>"
    )


def _described() -> str:
    return tr(
        "A report: {customers} distinct customers in {countries} countries, most of them in {country}.",
        customers=number(SAMPLE_CUSTOMERS),
        countries=SAMPLE_COUNTRIES,
        country=country_label(SAMPLE_TOP[0][0]),
    )
