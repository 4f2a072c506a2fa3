"""Whether the message in hand says something new, or what its job may have heard before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_IS_REPEATED = ContextVar("is_repeated", default=False)


@contextmanager
def delivery(*, is_repeated: bool) -> Iterator[None]:
    """What follows is done for a message that came before, or that this product sent once more."""
    token = _IS_REPEATED.set(is_repeated)
    try:
        yield
    finally:
        _IS_REPEATED.reset(token)


def is_repeated() -> bool:
    """Whether that is so, as far as is known."""
    return _IS_REPEATED.get()
