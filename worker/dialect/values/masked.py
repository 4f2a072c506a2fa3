"""Emails that are masked, as in exports that keep privacy: "a***@gmail.com", "xxx@x.org", "ad...@x.org".

Such an email is no longer one customer's: many share it. The patterns are for lower case, and mean the same
to Python and to Polars.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_LONGEST = 320
"""Characters of a cell that is looked at: more are no email, and cost the pattern their number's square."""

_PART = r"[^@\s,;:<>()\x22]"
_BULLETS = "[•●∙▪■█○◦⁎…]"  # noqa: RUF001 - what looks like an asterisk


def _pattern_with(within: Callable[[str, str], str], *, most: str) -> str:
    """The pattern, where `within` tells of a mark somewhere among other characters."""
    starred, dotted = within(_PART, rf"(?:\*|{_BULLETS})"), within(_PART, r"\.")
    starred = starred.removesuffix(_PART + most)
    local = (
        within(_PART, r"(?:\*\*|[a-z0-9._-]\*)"),
        r"\*",
        _PART + within(_PART, _BULLETS),
        rf"(?:{_BULLETS}|·){{2}}{_PART}{most}",
        within(_PART, r"(?:##|\?\?|\.\.\.)"),
        "xxx+",
        rf"{_PART}{{0,3}}xxxx+{_PART}{{0,3}}",
    )
    return "|".join(
        (
            rf"^(?:{'|'.join(local)})@",
            rf"^{_PART}+@{starred}{dotted}$",
            r"^xx+@xx+\.xx+$",
            f"^{within('[^@]', '[*][*]')}$",
            rf"^{_BULLETS}{{3,}}$",
            r"^\[?(?:email\sprotected|redacted|masked|obfuscated|anonymi[sz]ed)\]?$",
        )
    )


def _anywhere(part: str, mark: str) -> str:
    return f"{part}*{mark}{part}*"


def _first(part: str, mark: str) -> str:
    """The same for Python, which would try every mark: no other than the first is needed."""
    return f"(?:(?!{mark}){part})*+{mark}{part}*+"


MASKED = _pattern_with(_anywhere, most="*")
"""For Polars."""


def is_masked(value: str) -> bool:
    """Whether a value is an email of which characters are hidden."""
    return len(value) <= _LONGEST and _pattern().search(value.strip().lower()) is not None


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_pattern_with(_first, most="*+"))
