"""What documents and packages point at is there: headings, pictures, files, folders, names in files."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    path for folder in (".", ".github", "pages", "worker") for path in sorted((ROOT / folder).glob("*.md"))
]
FACES = sorted(
    path
    for folder in ("pages", "worker")
    for path in (ROOT / folder).rglob("__init__.py")
    if "__all__" not in path.read_text(encoding="utf-8")  # which says the same
)
WRITTEN_BY_OPERATORS = {".streamlit/secrets.toml"}
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PATH = re.compile(r"(?<![\w/])((?:worker|pages|tests|\.ci|\.github|\.streamlit)/(?:[\w./-]*[\w/])?)")
_CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_NAMED_IN_FILE = re.compile(r"`([\w/]+\.(?:py|js))`:((?:[ \n]*`[\w.]+`,?)+)")
_NAME = re.compile(r"`([\w.]+)`")
_DEFINED = re.compile(
    r"^(?: *(?:export |async )*(?:def|class|function) |(?=\w+(?:: [^=\n]+)? = ))(\w+)", re.MULTILINE
)

_WAY_IN = re.compile(r"`(\w+)\.(\w+)`")

of_each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


def anchors(path: Path) -> set[str]:
    """The headings of a document as links name them."""
    headings = re.findall(r"^#+ (.+)$", _CODE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@of_each_document
def test_every_link_leads_somewhere(path: Path) -> None:
    for link in _LINK.findall(path.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        file, _, anchor = link.partition("#")
        target = path.parent / file if file else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@of_each_document
def test_every_file_that_is_named_is_there(path: Path) -> None:
    named = set(_PATH.findall(path.read_text(encoding="utf-8"))) - WRITTEN_BY_OPERATORS
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def names_in(document: str) -> Iterator[tuple[str, str]]:
    """What a map says to be in which file, as `worker/jobs/moves.py`: `ALLOWED`."""
    for file, names in _NAMED_IN_FILE.findall(document):
        for name in _NAME.findall(names):
            yield file, name


def defines(file: Path, name: str) -> bool:
    """Whether a file defines a name; of `Claims.claim` both."""
    text = file.read_text(encoding="utf-8")
    return {*_DEFINED.findall(text)}.issuperset(name.split("."))


@pytest.mark.parametrize("folder", ["pages", "worker"])
def test_what_a_map_names_in_a_file_is_there(folder: str) -> None:
    named = list(names_in((ROOT / folder / "README.md").read_text(encoding="utf-8")))
    assert len(named) > 10
    assert [(file, name) for file, name in named if not defines(ROOT / file, name)] == []


@pytest.mark.parametrize("face", FACES, ids=lambda path: str(path.parent.relative_to(ROOT)))
def test_the_face_of_a_package_names_the_way_in(face: Path) -> None:
    ways = _WAY_IN.findall(ast.get_docstring(ast.parse(face.read_text(encoding="utf-8"))) or "")
    assert ways
    assert [way for way in ways if not defines(face.with_name(f"{way[0]}.py"), way[1])] == []


def test_the_operators_guide_tells_of_every_command() -> None:
    command = [sys.executable, "-m", "worker", "--help"]
    usage = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    commands = set(re.findall(r"^    ([a-z][a-z-]+)", usage, re.MULTILINE)) - {"run"}  # the default
    guide = (ROOT / "worker" / "OPERATIONS.md").read_text(encoding="utf-8")
    assert len(commands) > 5
    assert commands - set(re.findall(r"python -m worker ([a-z-]+)", guide)) == set()
