"""Emails that are masked, as in exports that keep privacy: "a***@gmail.com", "xxx@x.org", "ad...@x.org".

Such an email is no longer one customer's: many share it. The patterns are for lower case, and mean the same
to Python and to Polars.
"""

from __future__ import annotations

import re
from functools import cache

_LONGEST = 320
"""Signs of a cell that is looked at: more are no email, and cost the pattern the square of their number."""

_PART = r"[^@\s,;:<>()\x22]"
_BULLETS = "[•●∙▪■█○◦⁎…]"  # noqa: RUF001 - what looks like an asterisk
_LOCAL = (
    rf"{_PART}*(?:\*\*|[a-z0-9._-]\*){_PART}*",
    r"\*",
    rf"{_PART}+{_BULLETS}{_PART}*",
    rf"(?:{_BULLETS}|·){{2,}}{_PART}*",
    rf"{_PART}*(?:##|\?\?|\.\.\.){_PART}*",
    "xxx+",
    rf"{_PART}{{0,3}}xxxx+{_PART}{{0,3}}",
)
MASKED = "|".join(
    (
        rf"^(?:{'|'.join(_LOCAL)})@",
        rf"^{_PART}+@{_PART}*(?:\*|{_BULLETS}){_PART}*\.{_PART}*$",
        r"^xx+@xx+\.xx+$",
        r"^[^@]*\*\*[^@]*$",
        rf"^{_BULLETS}{{3,}}$",
        r"^\[?(?:email\sprotected|redacted|masked|obfuscated|anonymi[sz]ed)\]?$",
    )
)


def is_masked(value: str) -> bool:
    """Whether a value is an email of which signs are hidden."""
    return len(value) <= _LONGEST and _pattern().search(value.strip().lower()) is not None


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(MASKED)
