"""What commands print: nothing of a file or a name reaches a terminal as a command to it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast

from worker.text.unseen import escaped


class _Shown:
    """A stream that shows what would steer a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(escaped(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def harmless_output() -> Iterator[None]:
    """Let standard error show what would steer a terminal, and standard output, too, where it is one.

    What goes to a file or another program is left as it is.
    """
    with redirect_stderr(_shown(sys.stderr)), redirect_stdout(_shown_if_terminal(sys.stdout)):
        yield


def _shown(stream: TextIO) -> TextIO:
    return cast("TextIO", _Shown(stream))


def _shown_if_terminal(stream: TextIO) -> TextIO:
    return _shown(stream) if stream.isatty() else stream
