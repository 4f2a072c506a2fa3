"""The catalogs: as the code is, complete, and with the same values as the English."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.jslexer import tokenize
from babel.messages.pofile import read_po

from pages.uploader import __file__ as uploader
from pages.wording.languages import TEXTS, languages

ROOT = Path(__file__).parents[4]
TRANSLATED = sorted(TEXTS.glob("*.po"))
VALUE = re.compile(r"\{\w*[^}]*\}")
NEVER_READ = {'"Files"', "`part not stored (${status})`"}
"""A kind of data that is dragged, and an error that a module catches itself."""
MADE_UP = {"sample"}
"""Modules of made-up customers."""
WORDS = re.compile(r"[A-Za-z]{2,}.* .*[A-Za-z]{2,}|^[A-Z][a-z]+")


def texts(path: Path) -> Iterator[Message]:
    with path.open("rb") as file:
        yield from (message for message in read_po(file, locale=path.stem) if message.id)


def forms(said: object) -> tuple[str, ...]:
    return tuple(said) if isinstance(said, (tuple, list)) else (str(said or ""),)


def test_the_catalogs_are_as_the_code_is() -> None:
    checked = subprocess.run(
        [sys.executable, ROOT / ".ci" / "texts", "--check"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr


def test_german_is_there() -> None:
    assert languages() == {"de": "Deutsch", "en": "English"}


@pytest.mark.parametrize("path", TRANSLATED, ids=lambda path: path.stem)
def test_a_language_says_everything(path: Path) -> None:
    assert [message.id for message in texts(path) if not all(forms(message.string))] == []


@pytest.mark.parametrize("path", TRANSLATED, ids=lambda path: path.stem)
def test_a_text_has_the_values_of_its_english(path: Path) -> None:
    def values(*said: str) -> set[str]:
        return set(VALUE.findall(" ".join(said)))

    assert [
        message.id for message in texts(path) if values(*forms(message.id)) != values(*forms(message.string))
    ] == []


@pytest.mark.parametrize("path", TRANSLATED, ids=lambda path: path.stem)
def test_what_surrounds_a_text_is_kept(path: Path) -> None:
    ends = (" ", "…", "→", "↓", "?")
    assert [
        message.id
        for message in texts(path)
        for english, said in zip(forms(message.id)[-1:], forms(message.string)[-1:], strict=True)
        if [english.endswith(end) for end in ends] != [said.endswith(end) for end in ends]
        or english[:1].isspace() != said[:1].isspace()
    ] == []


def test_german_has_its_own_quotation_marks_and_addresses_nobody_as_du() -> None:
    german = [said for message in texts(TEXTS / "de.po") for said in forms(message.string)]
    assert [
        said for said in german if re.search(r"”|“[^ .,;:)?!·]*[“”]|\b[Dd](u|ein|eine|ich|ir)\b", said)
    ] == []


@pytest.mark.parametrize(
    "path",
    sorted(path for path in Path(uploader).parent.glob("browser/*.js") if path.stem not in MADE_UP),
    ids=lambda path: path.stem,
)
def test_no_words_of_the_browsers_modules_stand_outside_the_catalogs(path: Path) -> None:
    """As far as strings tell: what reads like words is said by one of the functions for it."""
    names, found = [""], []
    for token in tokenize(path.read_text(encoding="utf-8")):
        if token.type in {"linecomment", "multilinecomment", "whitespace"}:
            continue
        if token.type in {"string", "template_string"} and WORDS.search(read(token.value)):
            found.append((token.value, names[-2:]))
        names.append(token.value)
    said_by = {"say", "tr", "trn"}
    assert [
        value
        for value, before in found
        if not said_by & set(before)
        and value not in NEVER_READ
        and not _is_no_text(value)
        and not _is_second_form(value, path)
    ] == []


def read(value: str) -> str:
    """What of a string is read, without quotation marks and what is put into it."""
    return re.sub(r"\$\{[^}]*\}", "", value).strip("\"'`")


def _is_no_text(value: str) -> bool:
    """Paths of icons, names of headers and keys, selectors."""
    bare = read(value)
    return bool(re.match(r"^[Mm\d. lhvz-]+[\d ]", bare) or re.search(r"[\[\]<>=/]|^[A-Z][a-zA-Z]*-", bare))


def _is_second_form(value: str, path: Path) -> bool:
    return bool(re.search(rf"trn\([^;]*?{re.escape(value)}", path.read_text(encoding="utf-8"), re.DOTALL))


TOLD = {"FileRefused", "UploadRefused", "QuotaReached", "Doubt", "Failure", "NoRoom", "UploadIncomplete"}
"""What an analyst is told by, through a record or at once."""
OF_PUBLISHERS = {"worker/jobs/object_keys.py", "worker/jobs/store.py", "worker/processing/vanished.py"}
"""What only other publishers can do wrong: they read English, in their own files."""


def unsaid(path: Path) -> Iterator[str]:
    """Sentences that are made of anything but `say`."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id not in TOLD:
            continue
        for given in (*call.args, *(each.value for each in call.keywords)):
            is_text = isinstance(given, ast.Constant) and isinstance(given.value, str)
            if is_text or isinstance(given, (ast.JoinedStr, ast.BinOp)):
                yield f"{path.relative_to(ROOT)}:{given.lineno}"


def test_what_an_analyst_is_told_is_made_of_texts() -> None:
    rooms = ("counting", "desk", "dialect", "jobs", "processing", "uploads")
    files = [path for room in rooms for path in sorted((ROOT / "worker" / room).rglob("*.py"))]
    wanted = [path for path in files if str(path.relative_to(ROOT)) not in OF_PUBLISHERS]
    assert [place for path in wanted for place in unsaid(path)] == []
