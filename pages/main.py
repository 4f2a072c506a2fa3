"""The main script: every request runs it first, whatever page it asks for."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
import structlog

from pages import uploader
from pages.access import entrance
from pages.access.visitor import is_operator
from pages.backend import backend
from pages.language_choice import show_language_choice
from pages.replacing import place_for
from pages.wording.translating import tr
from worker.errors import AudienceError

_log = structlog.get_logger()

_FAVICON = str(Path(__file__).with_name("favicon.svg"))
_STYLE = Path(__file__).with_name("main.css")


def main() -> None:
    """Configure, let in, navigate."""
    st.set_page_config(page_title="Audience Reports", page_icon=_FAVICON, layout="wide")
    st.html(_STYLE)
    _show()
    show_language_choice()


def _show() -> None:
    try:
        if not entrance.has_entered():
            return
        backend()
    except AudienceError as error:
        st.error(tr(error.message), icon=":material/cloud_off:")
        return
    upload = st.Page("upload.py", title=tr("New report"), icon=":material/upload_file:", default=True)
    reports = st.Page("reports.py", title=tr("Reports"), icon=":material/bar_chart:")
    report = st.Page("report.py", title=tr("Report"), icon=":material/public:", visibility="hidden")
    pages = [upload, reports, report]
    if is_operator():  # for others there is no such page
        pages.append(st.Page("operations.py", title=tr("Operations"), icon=":material/monitor_heart:"))
    page = st.navigation(pages, position="top")
    try:
        with st.container(key="above", gap=None):  # on every page, so that what follows keeps its place
            _show_pages([each for each in pages if each != report])
            entrance.show_account()
            heading = st.empty()
            if page == upload:
                with heading.container():
                    _heading()
        uploader.mount(prominent=page == upload)
        with place_for("page", page.url_path):
            page.run()
    except AudienceError as error:
        _log.warning("page.failed", code=error.code)
        st.error(tr(error.message), icon=":material/cloud_off:")


def _show_pages(pages: list[st.Page]) -> None:
    """The pages in words, for screens so narrow that Streamlit hides its own row of them behind a button."""
    with st.container(key="pages", horizontal=True, gap="small"):
        for page in pages:
            st.page_link(page)


def _heading() -> None:
    st.title(tr("New audience report"), anchor=False)
    st.write(tr("Drop a customer file. You get distinct customers by country."))


main()
