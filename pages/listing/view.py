"""What of the list is shown, and how; the page's address says it, so that links, reloads and Back keep it.

The browser's part of the list writes the address. Streamlit would make a step for Back of every letter that
is typed; and bound to it, a search gets lost when something else of the address changes in the same moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

from pages.listing.order import Order
from pages.wording.states import Filter

FILTER, SEARCH, ORDER, PAGE = "reports_filter", "reports_search", "reports_order", "reports_page"
"""The keys of the widgets that change it."""

_FILTER, _SEARCH, _ORDER, _PAGE = "filter", "search", "sort", "page"  # in the address
_LEFT_AT = "reports_left_at"
_SEARCH_CHARACTERS = 200
_PAGE_DIGITS = 4
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class View:
    """What is asked for.

    Attributes:
        page: from 1; there may be fewer.
    """

    shown: Filter = Filter.ALL
    search: str = ""
    order: Order = Order.NEWEST
    page: int = 1

    @property
    def address(self) -> dict[str, str]:
        """What the page's address says of it: all that is not as usual, whatever language the page speaks."""
        said = {
            _FILTER: _code(self.shown),
            _SEARCH: self.search,
            _ORDER: _code(self.order),
            _PAGE: str(self.page),
        }
        usual = {_FILTER: _code(Filter.ALL), _SEARCH: "", _ORDER: _code(Order.NEWEST), _PAGE: "1"}
        return {name: value for name, value in said.items() if value != usual[name]}


def take_address() -> None:
    """Show what the address asks for if the page was just opened or Back pressed; call it before any widget.

    What is amiss in it is as if it were not there.
    """
    if FILTER not in st.session_state or _is_back_or_forward():
        said = st.query_params
        st.session_state[FILTER] = _choice(Filter, said.get(_FILTER)) or Filter.ALL
        st.session_state[SEARCH] = said.get(_SEARCH, "")[:_SEARCH_CHARACTERS]
        st.session_state[ORDER] = _choice(Order, said.get(_ORDER)) or Order.NEWEST
        st.session_state[PAGE] = _page(said.get(_PAGE, ""))


def current_view() -> View:
    """What is asked for now."""
    state = st.session_state
    view = View(Filter(state[FILTER]), state[SEARCH].strip(), Order(state[ORDER]), state[PAGE])
    state[_LEFT_AT] = view.address
    return view


def list_as_left() -> dict[str, str]:
    """What a link to the list has to say so that it leads back to what was last seen of it."""
    left: dict[str, str] = st.session_state.get(_LEFT_AT, {})
    return left


def begin_anew() -> None:
    """The analyst has chosen something else, which is shown from its first page."""
    st.session_state[PAGE] = 1


def show_all() -> None:
    """Drop filter and search."""
    st.session_state[FILTER] = Filter.ALL
    st.session_state[SEARCH] = ""
    begin_anew()


def _is_back_or_forward() -> bool:
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _choice(choices: type[_Choice], code: str | None) -> _Choice | None:
    return next((choice for choice in choices if _code(choice) == code), None)


def _code(choice: StrEnum) -> str:
    return choice.name.lower()


def _page(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= _PAGE_DIGITS else 1
