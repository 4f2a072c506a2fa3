"""What of the list is shown, and how; the page's address says it, so that links, reloads and Back keep it.

The browser's part of the list writes the address. Streamlit would make a step for Back of every letter that
is typed; and bound to it, a search gets lost when something else of the address changes in the same moment.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

from pages.listing.order import Order
from pages.wording.states import Filter

FILTER, LABEL, SEARCH = "reports_filter", "reports_label", "reports_search"
ORDER, PAGE = "reports_order", "reports_page"
"""The widgets that change it; their keys are `key_of` these."""

_FILTER, _LABEL, _SEARCH, _ORDER, _PAGE = "filter", "label", "search", "sort", "page"  # in the address
_LEFT_AT = "reports_left_at"
_TURNS = "turns_of_"
_TAKEN = "reports_address_taken"
_TEXT_CHARACTERS = 200
_PAGE_DIGITS = 4
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class View:
    """What is asked for.

    Attributes:
        label: one that the reports have; empty for all.
        page: from 1; there may be fewer.
    """

    shown: Filter = Filter.ALL
    label: str = ""
    search: str = ""
    order: Order = Order.NEWEST
    page: int = 1

    @property
    def address(self) -> dict[str, str]:
        """What the page's address says of it: all that is not as usual, whatever language the page speaks."""
        said = {
            _FILTER: _code(self.shown),
            _LABEL: self.label,
            _SEARCH: self.search,
            _ORDER: _code(self.order),
            _PAGE: str(self.page),
        }
        usual = {_FILTER: _code(Filter.ALL), _LABEL: "", _SEARCH: "", _ORDER: _code(Order.NEWEST), _PAGE: "1"}
        return {name: value for name, value in said.items() if value != usual[name]}


@dataclass(frozen=True, slots=True)
class Telling:
    """What the page's address is to say.

    Attributes:
        taken: what it said when it was last taken from there.
        taken_at: when that was, in seconds: what was drawn after that is newer.
    """

    address: dict[str, str]
    taken: dict[str, str]
    taken_at: float


def key_of(widget: str) -> str:
    """The key of the widget as it is now.

    What changes it but a click in it makes it another one: a message that was on its way meanwhile still
    tells what the old one said, and would change it back.
    """
    turn = st.session_state.get(_TURNS + widget, 0)
    return f"{widget}_{turn}" if turn else widget


def take_address() -> None:
    """Show what the address asks for if the page was just opened or Back pressed; call it before any widget.

    What is amiss in it is as if it were not there.
    """
    if key_of(FILTER) not in st.session_state or _is_back_or_forward():
        said = st.query_params
        st.session_state[_TAKEN] = said.to_dict(), time.time()
        _put(FILTER, _choice(Filter, said.get(_FILTER)) or Filter.ALL)
        _put(LABEL, said.get(_LABEL, "")[:_TEXT_CHARACTERS] or None)
        _put(SEARCH, said.get(_SEARCH, "")[:_TEXT_CHARACTERS])
        _put(ORDER, _choice(Order, said.get(_ORDER)) or Order.NEWEST)
        _put(PAGE, _page(said.get(_PAGE, "")))


def current_view() -> View:
    """What is asked for now."""
    search, page = (_value(SEARCH) or "").strip(), _value(PAGE) or 1
    view = View(Filter(_value(FILTER)), _value(LABEL) or "", search, Order(_value(ORDER)), page)
    st.session_state[_LEFT_AT] = view.address
    return view


def telling() -> Telling:
    """What the address is to say of what is asked for."""
    taken, at = st.session_state[_TAKEN]
    return Telling(current_view().address, taken, at)


def list_as_left() -> dict[str, str]:
    """What a link to the list has to say so that it leads back to what was last seen of it."""
    left: dict[str, str] = st.session_state.get(_LEFT_AT, {})
    return left


def begin_anew() -> None:
    """The analyst has chosen something else, which is shown from its first page."""
    turn_to(1)


def turn_to(page: int) -> None:
    """Show this page."""
    _put(PAGE, page)


def forget_label() -> None:
    """No report has the chosen label any more."""
    _put(LABEL, None)


def show_all() -> None:
    """Drop filters and search."""
    _put(FILTER, Filter.ALL)
    _put(LABEL, None)
    _put(SEARCH, "")
    begin_anew()


def _value(widget: str) -> Any:
    return st.session_state.get(key_of(widget))


def _put(widget: str, value: object) -> None:
    before = key_of(widget)
    if before in st.session_state:
        if st.session_state[before] == value:
            return
        st.session_state[_TURNS + widget] = st.session_state.get(_TURNS + widget, 0) + 1
    st.session_state[key_of(widget)] = value


def _is_back_or_forward() -> bool:
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _choice(choices: type[_Choice], code: str | None) -> _Choice | None:
    return next((choice for choice in choices if _code(choice) == code), None)


def _code(choice: StrEnum) -> str:
    return choice.name.lower()


def _page(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= _PAGE_DIGITS else 1
