"""The addresses of one customer in a cell as tools write them: with names, comments and links, or several.

Only what is marked as an address counts: it stands alone, in a list of nothing else, or in the brackets
behind a name. In a sentence ("please ask bob@x.org") an address is anybody's. The patterns are for lower
case, and mean the same to Python and to Polars.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

_MOST_NAME_WORDS = 9
_LONGEST_LOOKED_AT = 2_000

_BETWEEN = r"\s;,:•·、،\x00"
_AROUND = r"<>()\[\]{}\x22“”„«»"
_NEVER_FIRST = r"'\u2018\u2019/|\\&+"
"""Signs that an address in a list does not begin with, and no domain has."""
_LOCAL = rf"[^{_BETWEEN}{_AROUND}{_NEVER_FIRST}@][^{_BETWEEN}{_AROUND}@]*"
_DOMAIN = rf"[^{_BETWEEN}{_AROUND}{_NEVER_FIRST}@?=#]*"
_AT = rf"(?:{_LOCAL})?@{_DOMAIN}"
ADDRESS = rf"{_AT}|[0-9a-f]{{32,}}"
"""What is meant for an address, or a hash of one, right or wrong."""

LINK = r"(?s)^([<\x22']?)\s*mailto:\s*([^?<>|]*)(?:\?[^<>]*?)?([>\x22']?)$"
"""A link to write an email to; its three groups are the cell without it."""
_LINKED = rf"mailto:\s*({_AT})"
LINKS = (
    rf"(?s)^(?:<a\s[^<>]*{_LINKED}[^<>]*>[^<>]*</a>"  # HTML
    rf"|=hyperlink\(\s*\x22{_LINKED}[^()]*\)"  # Excel, LibreOffice
    rf"|\[[^\[\]]*\]\(\s*{_LINKED}[^()]*\)"  # Markdown
    rf"|<\s*{_LINKED}\|[^<>]*>"  # Slack
    rf"|[^#]*#\s*{_LINKED}[^#]*#?"  # Access
    rf"|[^\[\]<>@]*\[\s*{_LINKED}\s*\])$"  # Outlook
)
"""A link to one address with the text that is shown for it."""

_WORD = r"[^\s<>@:;!?\x00]+"
_NAME = (
    r"\x22(?:[^\x22\\]|\\.)*\x22"
    r"|'[^'<>]*'"
    rf"|(?:=\?[^\s<>@]+\?=\s*)*(?:{_WORD}\s+){{0,{_MOST_NAME_WORDS - 1}}}(?:{_WORD})?"
    rf"|{_AT}"
)
NAMED = rf"(^|[\s;,|/\\&])\s*(?:{_NAME})\s*<\s*(?:mailto:|smtp:)?\s*({_AT})\s*>"
"""An address in the brackets behind a name, and what stands before both."""
NAMED_ONCE = rf"^(?:\x22[^\x22<>\\]*\x22|(?:{_WORD}\s+){{0,{_MOST_NAME_WORDS - 1}}}{_WORD})\s*<{_AT}>$"
"""Nothing but that, with one bracket."""
COMMENTED = rf"({_AT})([\x22']?)\s*\([^()<>@]*\)"
LABELLED = rf"(^|[^\w@.-])(?:mailto|smtp|e-?mail)\s*:\s*({_AT})"

MAY_BE_WRAPPED = r"^[=\x22'“„«\[{]"
WRAPPED_LIST = (
    r"(?s)^(?:=?\x22([^\x22]*)\x22|'([^']*)'|[“„]([^“”„]*)[“”]|«([^«»]*)»"
    r"|\[([^\[\]]*)\]|\{([^{}]*)\})$"
)
"""What stands around a list, in six groups."""

MARK = "\x00"
"""Stands for each address while the rest is looked at."""
_ITEM = (
    r"(?:\x00|<\x00>|\x22\x00\x22|'\x00'|[“„]\x00[“”]|«\x00»|\u2018\x00\u2019"
    r"|\(\x00\)|\[\x00\]|n/a|none|null)"
)
_SIGN = r"(?:[\s;,:•·、،|/\\&+\u2013\u2014-]|<br\s*/?>)"
_AND = r"(?:and|or|und|oder|et|ou|y|e|o|u|en|of|og|och|eller|ja|tai|i|lub|и|или)"
LIST = rf"^(?:{_SIGN}*[\s;,:|])?{_ITEM}(?:{_SIGN}+(?:{_AND}{_SIGN}+)?{_ITEM})*{_SIGN}*$"
"""Nothing but addresses, with signs and words between them."""


def mailboxes(cell: str) -> list[str]:
    """The addresses in a cell, right or wrong, in lower case; none where it is a sentence, or too long.

    The patterns are compiled when the first such cell comes up: most files have none.
    """
    text = cell.strip().lower()
    if len(text) > _LONGEST_LOOKED_AT or MARK in text:
        return []
    if (link := re.sub(LINK, r"\1\2\3", text)) != text:
        text = unquote(link).lower()
    text = re.sub(LINKS, _any_group, text)
    text = re.sub(WRAPPED_LIST, _any_group, text)
    text = re.sub(NAMED, r"\1 \2 ", text)
    text = re.sub(COMMENTED, r"\1\2 ", text)
    text = re.sub(LABELLED, r"\1\2", text)
    return re.findall(ADDRESS, text) if re.match(LIST, re.sub(ADDRESS, MARK, text)) else []


def _any_group(found: re.Match[str]) -> str:
    return "".join(filter(None, found.groups()))
