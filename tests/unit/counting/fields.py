"""The fields and ends of certain rows, found character by character."""

from __future__ import annotations


def row(text: str, start: int) -> tuple[list[str], int]:
    """The fields that are certain, and where they end: with the row, or before what is not certain."""
    fields = []
    while True:
        value, start = field(text, start)
        fields.append(value)
        if text[start : start + 1] != ",":
            return fields, start
        start += 1


def field(text: str, start: int) -> tuple[str, int]:
    opening = behind_blanks(text, start)
    inner, end = quoted(text, opening)
    if end > opening and text[(end := behind_blanks(text, end)) :][:1] in {"", ",", "\r", "\n"}:
        return inner, end
    if text[start : start + 1] != '"':
        end = _plain_end(text, start)
        while text[end : end + 1] == '"' and end > start:
            closing = _plain_end(text, end + 1)
            if text[closing : closing + 1] != '"':
                break
            end = _plain_end(text, closing + 1)
        return text[start:end], end
    return quoted(text, start)


def behind_blanks(text: str, start: int) -> int:
    while text[start : start + 1] in (" ", "\t"):
        start += 1
    return start


def quoted(text: str, start: int) -> tuple[str, int]:
    """What the marks there enclose, and where it ends; its beginning where none does."""
    if text[start : start + 1] != '"':
        return "", start
    end = start + 1
    while (end := text.find('"', end)) >= 0:
        if text[end + 1 : end + 2] != '"':
            return text[start + 1 : end].replace('""', '"'), end + 1
        end += 2
    return "", start


def _plain_end(text: str, start: int) -> int:
    while start < len(text) and text[start] not in ',"\r\n':
        start += 1
    return start


def line_end(text: str, at: int) -> str | None:
    """The line end there, nothing at the file's end; None: the row goes on."""
    for end in ("\r\n", "\n"):
        if text.startswith(end, at):
            return end
    return text[at:] if text[at:] in ("", "\r") else None


def end_of_returned(text: str, start: int) -> int | None:
    """Behind the line end of rows that only a CR separates; None where more than that is wrong."""
    while True:
        _, end = row(text, start)
        start = end
        while text[start : start + 1] == "\r" and line_end(text, start) is None:
            start += 1
        if (ending := line_end(text, start)) is not None:
            return start + len(ending)
        if start == end:
            return None


def ends_empty(row: str, width: int) -> bool:
    """Whether there is nothing in the fields behind so many."""
    start, empty = 0, True
    for number in range(1_000):
        _, end = field(row, start)
        empty &= number < width or row[start:end].strip(" \t") in ("", '""')
        start = end + 1
        if start > len(row):
            return empty
    raise AssertionError("a row of so many fields")
