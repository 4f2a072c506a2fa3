"""The kinds of inputs in the form: each shows how the file is read, and changing it is one more choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import streamlit as st

from pages.reading.choices import AUTOMATIC, changed, with_found
from pages.wording.translating import tr
from worker.desk.preview import Choices, Reading, encoding_name


class Inputs:
    """Makes the widgets of one file.

    Args:
        key: of the session's state where the choices are kept; the widgets' keys begin with it.
        choices: what the analyst has said so far.
        reading: how the file is read; None while that is not known.
        holding: the columns that hold emails, and those that hold countries.
        is_read: whether it is read so with these very choices.
    """

    def __init__(
        self,
        key: str,
        choices: Choices,
        reading: Reading | None,
        holding: Mapping[str, Sequence[int]],
        *,
        is_read: bool,
    ) -> None:
        self._key = key
        self._choices = choices
        self._reading = reading
        self._holding = holding
        self._is_read = is_read

    def _select(self, label: str, field: str, names: Mapping[Any, str]) -> None:
        """A select box where what was found comes first, and a choice of other than these names last."""
        names = {value: tr(name) for value, name in names.items()}
        chosen = getattr(self._choices, field)
        others = {} if chosen is None or chosen in names else {chosen: _in_words(field, chosen, names)}
        options, labels = with_found(self._found(field, names), {**names, **others})
        key = self._put(field, AUTOMATIC if chosen is None else str(chosen))
        st.selectbox(
            label, options, format_func=labels.__getitem__, key=key, on_change=self._chosen, args=(field,)
        )

    def _found(self, field: str, names: Mapping[Any, str]) -> str:
        """What detection found, in words; empty when the choice was the analyst's or nothing is known."""
        if not self._is_read or self._reading is None or getattr(self._choices, field) is not None:
            return ""
        return _in_words(field, getattr(self._reading.dialect, field), names)

    def _checkbox(self, label: str, field: str, *, found: bool = False) -> None:
        chosen = getattr(self._choices, field)
        key = self._put(field, found if chosen is None else chosen)
        st.checkbox(label, key=key, on_change=self._chosen, args=(field,))

    def _rule(self, label: str, field: str, names: Mapping[Any, str], default: StrEnum) -> None:
        """A select box of what to do with some rows: as was found, unless the analyst says otherwise."""
        found = getattr(self._reading.dialect, field) if self._reading else default
        key = self._put(field, str(getattr(self._choices, field) or found))
        labels = {str(value): tr(name) for value, name in names.items()}
        st.selectbox(
            label,
            list(labels),
            format_func=labels.__getitem__,
            key=key,
            on_change=self._chosen,
            args=(field,),
        )

    def _put(self, field: str, value: Any) -> str:
        """Have a widget show this value; its key."""
        st.session_state[key := f"{self._key}-{field}"] = value
        return key

    def _chosen(self, field: str) -> None:
        value = st.session_state[f"{self._key}-{field}"]
        st.session_state[self._key] = changed(self._choices, field, value)


def _in_words(field: str, value: Any, names: Mapping[Any, str]) -> str:
    return tr(encoding_name(value)) if field == "encoding" else names.get(value, tr("“{name}”", name=value))
