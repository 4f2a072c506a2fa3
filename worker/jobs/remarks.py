"""What its owner says of a report: a name of its own, a note, labels."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from worker.text.unseen import UNSEEN

REPORT_NAME_CHARACTERS = 100
NOTE_CHARACTERS = 1_000
LABEL_CHARACTERS = 30
MOST_LABELS = 8


class Remarks(BaseModel):
    """Plain text, shown as it is; older records have none.

    Attributes:
        name: empty where the report is called as its file is.
        note: of several lines, perhaps.
        labels: in the owner's order.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    name: str = ""
    note: str = ""
    labels: tuple[str, ...] = ()


def tidied(name: str, note: str, labels: Iterable[str]) -> Remarks:
    """Remarks as they are kept, of whatever was filled in: without what is not seen, and of limited length.

    Labels that differ in case alone are one.
    """
    distinct: dict[str, str] = {}
    for label in (_line(each, LABEL_CHARACTERS) for each in labels):
        if label:
            distinct.setdefault(label.casefold(), label)
    lines = [UNSEEN.sub(" ", line).rstrip() for line in note[:NOTE_CHARACTERS].splitlines()]
    return Remarks(
        name=_line(name, REPORT_NAME_CHARACTERS),
        note="\n".join(lines).strip(),
        labels=tuple(distinct.values())[:MOST_LABELS],
    )


def _line(text: str, characters: int) -> str:
    return " ".join(UNSEEN.sub(" ", text).split())[:characters].strip()
