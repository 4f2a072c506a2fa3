"""The addresses of one customer in a cell as tools write them: with names, comments and links, or several.

Only what is marked as an address counts: it stands alone, in a list of nothing else, or in the brackets
behind a name. In a sentence ("please ask bob@x.org") an address is anybody's. The patterns are for lower
case. Polars reads a cell in one go whatever they say; Python tries every way, so there each character is
read by one pattern that keeps what it has taken, and names are looked for backwards, from their brackets on.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

_MOST_NAME_WORDS = 9
LONGEST_LOOKED_AT = 2_000
"""Characters of a cell; in longer ones there are whole texts."""

_SHORTEST_PAIR = 64
"""Of two hashes."""

_BETWEEN = r"\s;,:•·、،\x00"
_AROUND = r"<>()\[\]{}\x22“”„«»"
_NEVER_FIRST = r"'\u2018\u2019/|\\&+"
"""Characters that an address in a list does not begin with, and no domain has."""
_INNER = rf"[^{_BETWEEN}{_AROUND}@]"
_FIRST = rf"[^{_BETWEEN}{_AROUND}{_NEVER_FIRST}@]"
_LOCAL = rf"{_FIRST}{_INNER}*+"
_DOMAIN = rf"[^{_BETWEEN}{_AROUND}{_NEVER_FIRST}@?=#]*+"
_AT = rf"(?:{_LOCAL})?@{_DOMAIN}"
_DIGITS = "[0-9a-f]{32,}"
ADDRESS = f"{_AT}|{_DIGITS}"
"""What is meant for an address, or a hash of one, right or wrong."""

LINK = r"(?s)^([<\x22']?)\s*mailto:\s*([^?<>|]*)(?:\?[^<>]*?)?([>\x22']?)$"
"""A link to write an email to; its three groups are the cell without it."""
_LINKED = rf"mailto:\s*({_AT})"
LINKS = (
    rf"(?s)^(?:<a\s[^<>]*{_LINKED}[^<>]*+>[^<>]*+</a>"  # HTML
    rf"|=hyperlink\(\s*\x22{_LINKED}[^()]*+\)"  # Excel, LibreOffice
    rf"|\[[^\[\]]*+\]\(\s*{_LINKED}[^()]*+\)"  # Markdown
    rf"|<\s*{_LINKED}\|[^<>]*+>"  # Slack
    rf"|[^#]*+#\s*{_LINKED}[^#]*+#?"  # Access
    rf"|[^\[\]<>@]*+\[\s*{_LINKED}\s*\])$"  # Outlook
)
"""A link to one address with the text that is shown for it."""

_BEFORE_NAME = r"\s;,|/\\&"
_IN_WORD = r"[^\s<>@:;!?\x00]"
_CODED = r"=\?[^\s<>@]+\?="
_WORD = rf"(?:{_CODED})?{_IN_WORD}*"
_BRACKETED = rf"(?:mailto:|smtp:)?\s*{_AT}\s*"
_IN_QUOTES = r"[^\x22\\]*+(?:\\(?s:.)[^\x22\\]*+)*+"
QUOTED = rf"(^|[{_BEFORE_NAME}])(?:\x22{_IN_QUOTES}\x22|'[^'<>]*')\s*<\s*({_BRACKETED})>"
"""A name in quotation marks before the brackets: what stands before it, and in them."""
NAMED = (
    rf"(^|[{_BEFORE_NAME}])\s*(?:{_AT}|(?:{_WORD}\s+){{0,{_MOST_NAME_WORDS - 1}}}{_WORD})"
    rf"\s*<\s*(?:mailto:|smtp:)?\s*({_AT})\s*>"
)
"""An address in the brackets behind a name, and what stands before both."""
NAMED_ONCE = (
    rf"^(?:\x22[^\x22<>\\]*\x22|(?:{_IN_WORD}+\s+){{0,{_MOST_NAME_WORDS - 1}}}{_IN_WORD}+)\s*<{_AT}>$"
)
"""Nothing but that, with one bracket."""
COMMENTED = rf"({_AT})([\x22']?)\s*\([^()<>@]*\)"
_LABEL = (
    "mailto|smtp|(?:e-?)?mail|work|home|private|personal|business|office|other|primary|secondary|main"
    "|privat|geschäftlich|dienstlich|arbeit|travail|domicile|bureau|trabajo|casa|lavoro"
)
LABELLED = rf"(^|[^\w@.-])(?:{_LABEL})\s*:\s*({_AT})"

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
_GAP = r"(?:[\s;,:•·、،|/\\&+\u2013\u2014-]|<br\s*/?>)"
_AND = r"(?:and|or|und|oder|et|ou|y|e|o|u|en|of|og|och|eller|ja|tai|i|lub|и|или)"
LIST = rf"^(?:{_GAP}*[\s;,:|])?{_ITEM}(?:{_GAP}+(?:{_AND}{_GAP}+)?{_ITEM})*{_GAP}*$"
"""Nothing but addresses, with characters and words between them."""

_LINKS = LINKS.replace("^", r"^(?!<a\s(?![^<>]*+>[^<>]*+</a>$))", 1)
_QUOTED = (
    rf"(?<![^{_BEFORE_NAME}])(?:\x22{_IN_QUOTES}(\x22(?=\s?<\s?{_BRACKETED}>))?"
    rf"|'[^'<>]*+('(?=\s?<\s?{_BRACKETED}>))?)"
)
_BRACKET = rf"<\s?(?:mailto:|smtp:)?\s?({_AT})\s?>"
_WORD_BACKWARDS = rf"{_IN_WORD}*(?:{_CODED})?"
_NAME_BACKWARDS = (
    rf"\s?(?:{_DOMAIN}@(?:{_INNER}*{_FIRST})?"
    rf"|{_WORD_BACKWARDS}(?:\s{_WORD_BACKWARDS}){{0,{_MOST_NAME_WORDS - 1}}})"
    rf"(?=[{_BEFORE_NAME}]|\Z)"
)
"""A name read from its end; a coded word is the same both ways."""
_COMMENTED = rf"({_AT})(?:([\x22']?)\s*+\([^()<>@]*+\))?|{_LOCAL}"
_TOKEN = f"{_AT}|{_LOCAL}"


def mailboxes(cell: str) -> list[str]:
    """The addresses in a cell, right or wrong, in lower case; none where it is a sentence, or too long.

    The patterns are compiled when the first such cell comes up: most files have none.
    """
    if len(cell) > LONGEST_LOOKED_AT:
        return []
    text = _with_single_blanks(cell.lower())
    if (link := re.sub(LINK, r"\1\2\3", text)) != text:
        text = _with_single_blanks(unquote(link).lower())
    if MARK in text:
        return []
    text = re.sub(_LINKS, _any_group, text)
    text = re.sub(WRAPPED_LIST, _any_group, text)
    text = _without_names(text) if "<" in text else text
    text = re.sub(_COMMENTED, _without_comment, text)
    text = re.sub(LABELLED, r"\1\2", text)
    found: list[str] = []

    def mark(token: re.Match[str]) -> str:
        if "@" in token[0]:
            found.append(token[0])
            return MARK
        found.extend(re.findall(_DIGITS, token[0]))
        return re.sub(_DIGITS, MARK, token[0])

    return found if re.match(LIST, re.sub(_TOKEN, mark, text)) else []


def _with_single_blanks(text: str) -> str:
    return " ".join(text.split())


def _without_names(text: str) -> str:
    """With the addresses alone that stand in brackets behind names."""
    text = re.sub(_QUOTED, lambda found: "x" if found[1] or found[2] else found[0], text)
    backwards, backward_name = text[::-1], re.compile(_NAME_BACKWARDS)
    kept: list[str] = []
    end = 0
    for bracket in re.finditer(_BRACKET, text):
        if name := backward_name.match(backwards, len(text) - bracket.start()):
            kept += text[end : len(text) - name.end()], f" {bracket[1]} "
            end = bracket.end()
    return "".join((*kept, text[end:]))


def _without_comment(found: re.Match[str]) -> str:
    return found[0] if found[2] is None else f"{found[1]}{found[2]} "


def names_several(cell: str) -> bool:
    """Whether there are different addresses in a cell."""
    return (cell.count("@") > 1 or len(cell) > _SHORTEST_PAIR) and len(set(mailboxes(cell))) > 1


def _any_group(found: re.Match[str]) -> str:
    return "".join(filter(None, found.groups()))
