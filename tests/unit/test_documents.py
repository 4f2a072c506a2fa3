"""What the documents point at is there: other documents, their headings, pictures, files and folders."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    path for folder in (".", ".github", "pages", "worker") for path in sorted((ROOT / folder).glob("*.md"))
]
WRITTEN_BY_OPERATORS = {".streamlit/secrets.toml"}
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PATH = re.compile(r"(?<![\w/])((?:worker|pages|tests|\.ci|\.github|\.streamlit)/(?:[\w./-]*[\w/])?)")
_CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)

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


def test_the_operators_guide_tells_of_every_command() -> None:
    command = [sys.executable, "-m", "worker", "--help"]
    usage = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    commands = set(re.findall(r"^    ([a-z][a-z-]+)", usage, re.MULTILINE)) - {"run"}  # the default
    guide = (ROOT / "worker" / "OPERATIONS.md").read_text(encoding="utf-8")
    assert len(commands) > 5
    assert commands - set(re.findall(r"python -m worker ([a-z-]+)", guide)) == set()
