"""Usual names of countries that neither ISO's nor Unicode's tables have; written by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

_FILE = Path(__file__).with_name("aliases.txt")
_ELSEWHERE = "*"
"""Behind a code: the names of this line are not Western European."""


def _lines() -> Iterator[tuple[str, list[str]]]:
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        code, names = line.split(" ", 1)
        yield code, [name.strip() for name in names.split(";")]


def _by_code() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for code, names in _lines():
        found[code.removesuffix(_ELSEWHERE)] += names
    return dict(found)


ALIASES = _by_code()
"""By alpha-2 code."""
WESTERN_ALIASES = [name for code, names in _lines() if not code.endswith(_ELSEWHERE) for name in names]
"""Those that Western Europe writes, and all that need no accents."""
