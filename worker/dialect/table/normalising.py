"""Write rows the way one reader expects them: lines end in LF, quotation marks inside fields are doubled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from worker.dialect.model import NO_QUOTE, Dialect, Escape, LineEnding

DOUBLED_RETURN = b"\r\r\n"
_BACKSLASH = b"\\"


def normalise(chunks: Iterable[bytes], dialect: Dialect) -> Iterator[bytes]:
    r"""The same rows with LF at their ends and no backslash escapes; most files are passed on as they are.

    Where fields are quoted, a backslash before a quotation mark becomes another one, and two backslashes
    become one. Where they are not, an escaped separator or end of line becomes a space. Whatever else follows
    a backslash stays as it is, as in MySQL's `\N`.

    Args:
        chunks: text in UTF-8 in pieces of any size, from the first row on.
        dialect: how it is written.
    """
    pieces = iter(chunks)
    if dialect.line_ending is LineEnding.CR:
        pieces = _by_rule(pieces, _with_line_feeds, _open_returns)
    if dialect.line_ending is LineEnding.CRCRLF:
        pieces = _by_rule(pieces, with_single_returns, _open_returns)
    if dialect.escape is Escape.BACKSLASH:
        pieces = _by_rule(pieces, _unescaping(dialect), _open_escape)
    return pieces


def _by_rule(
    pieces: Iterator[bytes], rule: Callable[[bytes], bytes], open_bytes: Callable[[bytes], int]
) -> Iterator[bytes]:
    """Apply a rule wherever the pieces end: what depends on the bytes behind it waits for them."""
    kept = b""
    for piece in pieces:
        data = kept + piece if kept else piece
        end = len(data) - open_bytes(data)
        kept = data[end:]
        data = rule(data[:end])
        if data:
            yield data
    if kept:
        yield rule(kept)


def with_single_returns(data: bytes) -> bytes:
    """Lines that end in LF where they ended in CRCRLF."""
    return data.replace(DOUBLED_RETURN, b"\n")


def _open_returns(data: bytes) -> int:
    return data.endswith(b"\r") + data.endswith(b"\r\r")


def _open_escape(data: bytes) -> int:
    """Bytes of an escape at the end that may go on: a backslash, perhaps with the CR of a CRLF."""
    returns = int(data.endswith(b"\r"))
    start = len(data) - returns
    while start and data[start - 1] == ord(_BACKSLASH):
        start -= 1
    backslashes = len(data) - returns - start
    return 1 + returns if backslashes % 2 else 0


def _with_line_feeds(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _unescaping(dialect: Dialect) -> Callable[[bytes], bytes]:
    if dialect.quote == NO_QUOTE:
        escaped = re.compile(rb"\\(?:\r\n|[\r\n" + re.escape(dialect.separator.encode()) + rb"])")

        def unescape(data: bytes) -> bytes:
            return escaped.sub(b" ", data) if _BACKSLASH in data else data
    else:
        quote = dialect.quote.encode()

        def unescape(data: bytes) -> bytes:
            return data.replace(_BACKSLASH + quote, quote * 2)

    def rule(data: bytes) -> bytes:
        if _BACKSLASH * 2 not in data:
            return unescape(data)
        return _BACKSLASH.join(map(unescape, data.split(_BACKSLASH * 2)))

    return rule
