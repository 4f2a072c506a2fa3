"""The drop zone and its lines: files go straight to storage, only requests and answers pass here."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from pages.access.visitor import current_desk
from pages.backend import backend
from pages.other_clicks import draw_other_clicks
from pages.uploader.conversation import Conversation
from pages.wording.languages import language, speaking
from pages.wording.translating import localised, texts_for_browser
from worker.jobs.file_names import BOOK_SUFFIXES, PACKED_SUFFIXES, TEXT_SUFFIXES

__all__ = ["ASK_FIRST_QUERY", "mount"]

ASK_FIRST_QUERY = {"show": "reading"}
_FOLDER = Path(__file__).parent
_MODULES = "pages/uploader/browser/"  # as catalogs of texts name them
_WIRE = "uploader_wire"
_CONVERSATION = "_uploader_conversation"
_BOTH_SUFFIXES = [text + packed for text in TEXT_SUFFIXES for packed in PACKED_SUFFIXES]
_ACCEPTED = ",".join((*TEXT_SUFFIXES, *BOOK_SUFFIXES, *_BOTH_SUFFIXES, *PACKED_SUFFIXES, "text/csv"))
_STRIP_STYLE = _FOLDER / "strip.css"


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _linked_modules() -> str:
    modules = {path.stem: _read(f"browser/{path.name}") for path in (_FOLDER / "browser").glob("*.js")}
    return f"const MODULES = {json.dumps(modules, sort_keys=True)};\n{_read('linker.js')}"


# Code and data of a component are sent again whenever its data changes. So there are two: the large one's
# data hardly ever changes, and a tiny one carries requests and answers.
_screen = st.components.v2.component(
    "audience_uploader",
    js=_linked_modules(),
    css=_read("uploader.css"),
)
_wire = st.components.v2.component("audience_wire", js=_read("wire.js"))


def mount(*, prominent: bool) -> None:
    """Show the drop zone and a line for each file; on other pages only a strip while something runs.

    Call it on every page from the main script, before the page: then uploads go on from page to page.
    A link to the page with ASK_FIRST_QUERY has files shown before they are counted.
    """
    asks = prominent and ASK_FIRST_QUERY.items() <= st.query_params.to_dict().items()
    with st.container(key="uploader", gap=None):
        data = {
            "prominent": prominent,
            "limit": _limit(),
            "accept": _ACCEPTED,
            "asks": asks,
            "language": language(),
            "texts": texts_for_browser(_MODULES),
        }
        _screen(key="uploader_screen", data=data)
        _exchange()
    if not prominent:
        st.html(_STRIP_STYLE)


@st.fragment
def _exchange() -> None:
    draw_other_clicks()
    conversation = _conversation()
    if destination := conversation.take_destination():
        if destination.job_id is None:
            st.switch_page("upload.py")
        st.switch_page("report.py", query_params={"job": destination.job_id})
    _wire(key=_WIRE, data={"answers": conversation.answers}, on_outbox_change=_hear)


def _hear() -> None:
    # Between two pages Streamlit may have dropped the component: what was sent then is sent again.
    wire = st.session_state.get(_WIRE) or {}
    if outbox := wire.get("outbox"):
        with speaking(language()):
            backend().call(_conversation().hear, current_desk(), outbox)


def _conversation() -> Conversation:
    if _CONVERSATION not in st.session_state:
        st.session_state[_CONVERSATION] = Conversation(backend().settings.url_lifetime_seconds)
    conversation: Conversation = st.session_state[_CONVERSATION]
    return conversation


def _limit() -> str:
    gigabytes = backend().settings.max_file_gb
    value, unit = (gigabytes, "GB") if gigabytes >= 1 else (gigabytes * 1_000, "MB")
    return localised(f"{value:,.10g}\N{NO-BREAK SPACE}{unit}")
