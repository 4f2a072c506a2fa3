"""A slow, obvious reference for which addresses a cell holds: read character by character, item by item.

Links of other programs than mail readers are left out; they have examples.
"""

from __future__ import annotations

from urllib.parse import unquote

BETWEEN = set(",;:•·、،")
AROUND = set('<>()[]{}"“”„«»')
NEVER_FIRST = set("'\u2018\u2019/|\\&+")
SEPARATORS = BETWEEN | set("|/\\&+\u2013\u2014-")
BEFORE_NAMES = set(";,|/\\&")
WORDS = {"and", "or", "und", "oder", "et", "ou", "y", "e", "o", "u", "en", "of", "og", "och", "eller", "ja"}
WORDS |= {"tai", "i", "lub", "и", "или"}
NOBODY = ("n/a", "none", "null")
PAIRS = ("<>", '""', "''", "“”", "““", "„”", "„“", "«»", "\u2018\u2019", "()", "[]")
WRAPS = (('="', '"'), ('"', '"'), ("'", "'"), ("“", "“”"), ("„", "“”"), ("«", "»"), ("[", "]"), ("{", "}"))
LABELS = ["mailto", "smtp", "email", "e-mail", "mail", "work", "home", "private", "personal", "business"]
LABELS += [
    "office",
    "other",
    "primary",
    "secondary",
    "main",
    "privat",
    "geschäftlich",
    "dienstlich",
    "arbeit",
]
LABELS += ["travail", "domicile", "bureau", "trabajo", "casa", "lavoro"]
MOST_WORDS = 9
LONGEST = 2_000
BLANKS = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    chr(code) for code in range(0x2000, 0x200B)
)

Item = tuple[str, int, bool]
"""An address or none, where its item ends, and whether anything may follow at once."""


def mailboxes(cell: str) -> list[str]:
    """The addresses in a trimmed cell in lower case, right or wrong; none in other text, or much."""
    if "\0" in cell or len(cell) > LONGEST:
        return []
    return _items(_unwrapped(unlinked(cell)))


def unlinked(text: str) -> str:
    """Without what makes a link of an address."""
    opening = text[:1] if text[:1] in ("<", '"', "'") else ""
    link = text[len(opening) :].lstrip(BLANKS)
    if not link.startswith("mailto:"):
        return text
    link, question, query = link.removeprefix("mailto:").lstrip(BLANKS).partition("?")
    closing = ""
    if question and query[-1:] in (">", '"', "'"):
        query, closing = query[:-1], query[-1]
    elif not question and link[-1:] == ">":
        link, closing = link[:-1], ">"
    if set(link) & set("<>|") or set(query) & set("<>"):
        return text
    return unquote(opening + link + closing).lower()


def _unwrapped(text: str) -> str:
    for opening, closings in WRAPS:
        inner = text.removeprefix(opening)[:-1]
        if text.startswith(opening) and text[-1] in closings and len(text) > len(opening):
            inside = {opening[-1], *closings} | (set("“”„") if "”" in closings else set())
            return text if set(inner) & inside else inner
    return text


def _items(text: str) -> list[str]:
    found: list[str] = []
    before, at = 0, _behind_separators(text, 0)
    while True:
        item = _item(text, at, before)
        if item is None and before:
            item = _item(text, _behind_word(text, at), before)
        if item is None:
            return []
        address, before, ends_itself = item
        found += [address] if address else []
        at = _behind_separators(text, before)
        if at == len(text):
            return found
        if at == before and not ends_itself:
            return []


def _item(text: str, at: int, before: int) -> Item | None:
    """What stands there; the item before it ends at `before`."""
    if not 0 <= at < len(text):
        return None
    if named := _named(text, at, before):
        return named
    if 0 == before < at and not (text[at - 1] in BLANKS or text[at - 1] in ";,:|"):
        return None  # not a list that begins with a separator, but an address that does
    for pair in PAIRS:
        opening, closing = pair[0], pair[1]
        if (
            text[at] == opening
            and (end := _address_end(text, at + 1, labels=True))
            and text[end : end + 1] == closing
        ):
            address, behind = text[at + 1 : end], _behind_comment(text, end + 1) if opening in "\"'" else 0
            return _unlabelled(address), behind or end + 1, bool(behind)
    if end := _address_end(text, at, labels=True):
        is_name = _named(text, _behind_blanks(text, end), end) is not None
        behind = _behind_comment(text, end) if "@" in text[at:end] and not is_name else 0
        return _unlabelled(text[at:end]), behind or end, bool(behind)
    return next((("", at + len(word), False) for word in NOBODY if text.startswith(word, at)), None)


def _named(text: str, at: int, before: int) -> Item | None:
    """An address in the brackets behind a name, which may be nothing."""
    start = at
    while start > before and not _may_begin_name(text, start) and _is_in_word(text[start - 1]):
        start -= 1
    if not _may_begin_name(text, start):
        return None
    for opened in (place for place in range(start, len(text)) if text[place] == "<"):
        inside = _behind_blanks(text, opened + 1)
        link = next((link for link in ("mailto:", "smtp:") if text.startswith(link, inside)), "")
        inside = _behind_blanks(text, inside + len(link))
        end = _address_end(text, inside, hashes=False)
        closed = _behind_blanks(text, end) if end else 0
        if end and text[closed : closed + 1] == ">" and _is_name(text[start:opened].strip(BLANKS)):
            return text[inside:end], _behind_comment(text, closed + 1) or closed + 1, True
    return None


def _may_begin_name(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in BLANKS or text[at - 1] in BEFORE_NAMES


def _is_in_word(letter: str) -> bool:
    return letter not in BLANKS and letter not in "<>@:;!?\0"


def _is_name(name: str) -> bool:
    """Whether it is an address or words; what stands in quotation marks at its end is one word."""
    quoted = (at for at in range(len(name)) if _may_begin_name(name, at) and _is_quoted(name[at:]))
    forms = (name, *(f"{name[:at]}x" for at in quoted))
    return any(_address_end(form, 0, hashes=False) == len(form) > 0 or _are_words(form) for form in forms)


def _is_quoted(text: str) -> bool:
    if len(text) > 1 and text[0] == text[-1] == "'":
        return not set(text[1:-1]) & set("'<>")
    if not (len(text) > 1 and text[0] == text[-1] == '"'):
        return False
    at, end = 1, len(text) - 1
    while at < end and text[at] != '"':
        at += 2 if text[at] == "\\" else 1
    return at == end


def _are_words(name: str) -> bool:
    words = name.split()
    return len(words) <= MOST_WORDS and all(map(_is_word, words))


def _is_word(word: str) -> bool:
    """Whether a word may be part of a name; its beginning may be coded as mail programs do."""
    ends = [at + 2 for at in range(3, len(word)) if word.startswith("=?") and word.startswith("?=", at)]
    return any(not set(word[:end]) & set("<>@") and all(map(_is_in_word, word[end:])) for end in (0, *ends))


def _address_end(text: str, at: int, *, labels: bool = False, hashes: bool = True) -> int:
    """Where what is meant for an address ends; 0 where there is none."""
    if labels and (at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "_@.-")):
        for label in LABELS:
            colon = _behind_blanks(text, at + len(label))
            if text.startswith(label, at) and text[colon : colon + 1] == ":":
                return _address_end(text, _behind_blanks(text, colon + 1), hashes=False)
    end = at
    if text[at : at + 1] not in {"", *NEVER_FIRST}:
        while end < len(text) and text[end] not in BETWEEN | AROUND | {"@"} and text[end] not in BLANKS:
            end += 1
    if text[end : end + 1] == "@":
        end += 1
        while end < len(text) and text[end] not in BETWEEN | AROUND | NEVER_FIRST | set("@?=#" + BLANKS):
            end += 1
        return end
    end = at
    while hashes and end < len(text) and text[end] in "0123456789abcdef":
        end += 1
    return end if end - at >= 32 else 0


def _unlabelled(address: str) -> str:
    return address.rpartition(":")[2].strip(BLANKS)


def _behind_comment(text: str, at: int) -> int:
    """Where a remark in brackets there ends; 0 where there is none."""
    opened = _behind_blanks(text, at)
    closed = text.find(")", opened)
    is_there = text[opened : opened + 1] == "(" and closed > 0
    return closed + 1 if is_there and not set(text[opened + 1 : closed]) & set("(<>@") else 0


def _behind_word(text: str, at: int) -> int:
    """Behind a word such as "and" and the separators that must follow it; -1 where there is none."""
    end = at
    while end < len(text) and text[end].isalpha():
        end += 1
    behind = _behind_separators(text, end)
    return behind if text[at:end] in WORDS and behind > end else -1


def _behind_separators(text: str, at: int) -> int:
    while at < len(text):
        if text.startswith("<br", at):
            end = _behind_blanks(text, at + 3)
            end += text[end : end + 1] == "/"
            if text[end : end + 1] != ">":
                return at
            at = end + 1
        elif text[at] in BLANKS or (text[at] in SEPARATORS and not _address_end(text, at)):
            at += 1
        else:
            return at
    return at


def _behind_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at
