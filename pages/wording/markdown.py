"""Untrusted text, such as a file's name, shown by Streamlit's Markdown exactly as it is."""

from __future__ import annotations

import re

from worker.text.unseen import UNSEEN

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# What Streamlit replaces even in escaped text: links it finds by itself, arrows and dashes, its own emoji.
_REPLACED = re.compile(r"(?i)(?<=:)(?=/)|(?<=www)(?=\.)|(?<=@)|(?<=[-<>=~])(?=[-<>=])|(?<=:)(?=streamlit:)")
_UNSPOKEN = re.compile(r"[^\w\s.,&'-]|_")
_JOINER = "\N{WORD JOINER}"
_INVISIBLE = re.compile(rf"[\n\t]|(?![\u200c\u200d]){UNSEEN.pattern}")
"""Letters of some scripts, and emoji, are joined or kept apart by those left out."""


def literal(text: str) -> str:
    """Markdown that renders as this text, `visible`: no formatting, links, images, HTML, math or icons."""
    return _PUNCTUATION.sub(r"\\\1", _REPLACED.sub(_JOINER, visible(text)))


def heard(text: str) -> str:
    """The text for a label that screen readers read out as it stands: without what Markdown has a use for."""
    return _REPLACED.sub(_JOINER, " ".join(_UNSPOKEN.sub(" ", visible(text)).split()))


def visible(text: str) -> str:
    """The text on one line.

    Control characters, those that turn the reading direction of what follows and all that is not seen become
    spaces.
    """
    return _INVISIBLE.sub(" ", text).strip()
