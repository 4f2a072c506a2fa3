"""A slow, obvious reference for what an email is and when two are the same customer."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from functools import cache
from itertools import pairwise

from tests.unit.counting.mailboxes import BLANKS, mailboxes, unlinked
from worker.counting.keys.emails import EmailRules

INVISIBLE = {0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF} | {
    code
    for first, last in ((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F))
    for code in range(first, last + 1)
}
HEX = set("0123456789abcdef")
DIGESTS = {"md5": 16, "sha1": 20, "sha256": 32}
"""Bytes of each."""
BULLETS = set("•●∙▪■█○◦⁎…")  # noqa: RUF001 - what looks like an asterisk
HIDDEN = {"redacted", "masked", "obfuscated", "anonymised", "anonymized"}
BEFORE = set("|*/\\&~^!=>•")
LOCAL = set(".!#$%&'*+/=?^_`{|}~-")
NOBODY = ("", "\\n", "null", "(null)", "[null]", "<null>")


def customer(cell: str, rules: EmailRules | None = None) -> str | None:
    """What is equal for equal customers: "" for no email, None for an invalid one."""
    rules = rules or EmailRules()
    text = spelling(cell)
    alone = of_address(unwrapped(text), rules)
    if alone is not None or is_masked(unwrapped(text)):
        return alone
    listed = [of_address(each, rules) for each in mailboxes(in_hex(cell.strip(BLANKS), text))]
    usable = [each for each in listed if each]
    return usable[0] if usable else listed[0] if listed else None


def names_several(cell: str, rules: EmailRules) -> bool:
    """Whether there are several usable addresses in it, and not one of them alone."""
    text = spelling(cell)
    if of_address(unwrapped(text), rules) is not None or is_masked(unwrapped(text)):
        return False
    listed = {of_address(each, rules) for each in mailboxes(in_hex(cell.strip(BLANKS), text))}
    return len(listed - {"", None}) > 1


def hides_customers(cell: str) -> bool:
    """Whether an invalid cell is so because its email, the first of several, is masked."""
    text = spelling(cell)
    listed = mailboxes(in_hex(cell.strip(BLANKS), text))
    return is_masked(unwrapped(text)) or (bool(listed) and is_masked(listed[0]))


def is_masked(text: str) -> bool:
    """Whether characters of it are hidden, so that it may be anybody's."""
    local, at, domain = text.partition("@")
    if not at:
        words = text.removeprefix("[").removesuffix("]")
        is_word = words in HIDDEN or (words[:5] + words[6:] == "emailprotected" and words[5].isspace())
        return is_word or "**" in text or (len(text) > 2 and set(text) <= BULLETS)
    if not local or any(character.isspace() or character in ',;:<>()"' for character in local):
        return False
    if _hides(local):
        return True
    if "@" in domain or any(character.isspace() or character in ',;:<>()"' for character in domain):
        return False
    if any(character in BULLETS | {"*"} and "." in domain[place:] for place, character in enumerate(domain)):
        return True
    parts = [local, *domain.split(".")]
    return len(parts) == 3 and all(set(part) == {"x"} and len(part) > 1 for part in parts)


def _hides(local: str) -> bool:
    if any(mask in local for mask in ("**", "##", "??", "...")) or local == "*":
        return True
    if any(behind == "*" and (is_ascii(before) or before in "._-") for before, behind in pairwise(local)):
        return True
    if BULLETS & set(local[1:]) or (len(local) > 1 and set(local[:2]) <= BULLETS | {"·"}):
        return True
    cuts = [local[start:end] for start in range(4) for end in range(len(local) - 3, len(local) + 1)]
    runs = [len(cut) for cut in cuts if set(cut) == {"x"}]
    return max(runs, default=0) > 3 or local == "xxx"


def is_ascii(character: str) -> bool:
    return character.isascii() and character.isalnum()


def in_hex(original: str, text: str) -> str:
    """A hash as others write it; any other text as it is."""
    sha256_alone = len(original) == 43
    if (len(original) in (24, 28, 44) and original.endswith("=")) or sha256_alone:
        try:
            standard = original.replace("-", "+").replace("_", "/") + "=" * sha256_alone
            found = base64.b64decode(standard, validate=True)
        except ValueError:
            return text
        return found.hex() if len(found) in DIGESTS.values() else text
    if text[:2] in ("0x", "\\x") and len(text) >= 34 and set(text[2:34]) <= HEX:
        return text[2:]
    return text


def of_address(text: str, rules: EmailRules) -> str | None:
    """The customer of a single address, without anything around it."""
    if text in NOBODY or text in hashes_of_nobody():
        return ""
    if len(text) in (32, 40, 64) and set(text) <= HEX:
        return text
    local, _, domain = text.rpartition("@")
    domain = in_ascii(domain)
    if (
        is_masked(text)
        or not (is_local(local) and is_domain(domain))
        or len(f"{local}@{domain}".encode()) > 254
    ):
        return None
    if rules.fold_gmail and domain in {"gmail.com", "googlemail.com"}:
        local, domain = local.partition("+")[0].replace(".", ""), "gmail.com"
        if not local:
            return None
    found = f"{local}@{domain}"
    return digest(rules.hash_plain, found) if rules.hash_plain else found


@cache
def hashes_of_nobody() -> frozenset[str]:
    written = (*NOBODY, "n/a", "N/A", "none", "None", "NONE", " ", "-", "NULL", "Keine Angabe")
    return frozenset(digest(kind, each) for kind in DIGESTS for each in written)


def digest(kind: str, text: str) -> str:
    return hashlib.new(kind, text.encode()).hexdigest()


def is_email(address: str) -> bool:
    """Whether this stands for a customer."""
    return bool(customer(address))


def spelling(address: str) -> str:
    text = address.strip(BLANKS)
    if text.isascii():
        return text.lower()
    text = "".join(letter for letter in text if ord(letter) not in INVISIBLE).strip(BLANKS)
    if text.isascii():
        return text.lower()
    text = "".join(
        chr(ord(letter) - 0xFEE0)
        if 0xFF01 <= ord(letter) <= 0xFF5E
        else "."
        if letter in "\u3002\uff61"
        else letter
        for letter in text
    )
    text = unicodedata.normalize("NFC", text).lower().replace("i\u0307", "i").replace("\u03c2", "\u03c3")
    return unicodedata.normalize("NFC", text)


def unwrapped(text: str) -> str:
    """Without quotation marks around it, and what links begin with."""
    for around in ('=""', '""', "''", "<>", "“”", "„“", "«»", "\u2018\u2019"):
        opening, closing = around[:-1], around[-1]
        if text.startswith(opening) and text.endswith(closing) and len(text) >= len(around):
            text = text[len(opening) : -1].strip(BLANKS)
            break
    text = unlinked(text).strip(BLANKS)
    item = (text[1:].lstrip(BLANKS) if text[:1] in BEFORE else text).removesuffix("*")
    is_one = "@" in item and not any(character in BLANKS for character in item) and item.count("@") == 1
    is_one = is_one and item[0] not in BEFORE | {"@"} and item[-1] not in "@*"
    return item if is_one else text


def in_ascii(domain: str) -> str:
    labels = domain.split(".")
    if not all(is_letter(letter) for letter in domain if not letter.isascii()):
        return "?"
    return ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode() for label in labels
    )


def is_local(local: str) -> bool:
    letters_are_right = all(letter in LOCAL or is_letter(letter) for letter in local)
    letters_are_right &= not local.startswith("#")  # a row that is commented out
    return letters_are_right and 1 <= len(local.encode()) <= 64


def is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return (
        len(labels) > 1
        and all(is_label(label) for label in labels)
        and labels[-1][0] in "abcdefghijklmnopqrstuvwxyz"
    )


def is_label(label: str) -> bool:
    inner = label.replace("-", "")
    return (
        0 < len(label) <= 63
        and inner.isascii()
        and inner.isalnum()
        and label.lower() == label
        and label[0] != "-" != label[-1]
    )


def is_letter(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LMN" and letter.lower() == letter
