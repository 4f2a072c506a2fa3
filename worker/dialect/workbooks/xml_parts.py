"""XML as it comes, piece by piece, in memory that does not grow with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NoReturn
from xml.parsers import expat

from worker.dialect.workbooks.refusing import damaged


def new_parser() -> expat.XMLParserType:
    """A parser that refuses what only attacks have: documents that define or fetch something."""

    def refuse(*_anything: object) -> NoReturn:
        raise damaged()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def feed(parser: expat.XMLParserType, pieces: Iterable[bytes]) -> Iterator[None]:
    """Have a document parsed; gives way after each piece.

    Raises:
        FileRefused: it is no sound XML.
    """
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            yield
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError):  # the latter of an encoding that nobody knows
        raise damaged() from None
    yield


def elements(pieces: Iterable[bytes]) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of a small document as they begin, by name and attributes, prefixes left away."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((bare(name), {bare(key): value for key, value in attributes.items()}))

    parser = new_parser()
    parser.StartElementHandler = start
    for _ in feed(parser, pieces):
        yield from found
        found.clear()


def bare(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]
