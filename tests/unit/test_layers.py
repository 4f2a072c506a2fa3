"""The arrows between layers point one way: pages → the worker's contract → storage and settings."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACT = {
    "worker.settings",
    "worker.countries",
    "worker.unseen",
    "worker.audit",
    "worker.errors",
    "worker.storage",
    "worker.presigning",
    "worker.jobs",
    "worker.clock",
    "worker.logins",
    "worker.broker",
    "worker.operations",
}


def imported(source: str, package: str) -> set[str]:
    """Full names of all that a module of this package imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            names.update(f"{module}.{alias.name}" for alias in node.names)
    return names


def is_within(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def imports_below(folder: str) -> Iterator[tuple[str, str]]:
    """Each import of each module below the folder: (file, full name)."""
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files, f"nothing below {folder}"
    for file in files:
        place = file.relative_to(ROOT)
        for name in imported(file.read_text(encoding="utf-8"), ".".join(place.parent.parts)):
            yield str(place), name


def test_pages_know_only_the_contract_of_the_worker() -> None:
    beyond = {
        (file, name)
        for file, name in imports_below("pages")
        if is_within(name, {"worker"}) and not is_within(name, CONTRACT)
    }
    assert beyond == set()


def test_the_worker_knows_neither_pages_nor_streamlit() -> None:
    assert {
        (f, name) for f, name in imports_below("worker") if is_within(name, {"pages", "streamlit", "app"})
    } == set()


def test_counting_knows_nothing_of_records_queues_or_screens() -> None:
    beyond = {
        (file, name)
        for file, name in imports_below("worker/counting")
        if is_within(name, {"worker"})
        and not is_within(
            name,
            {
                "worker.certificates",
                "worker.counting",
                "worker.countries",
                "worker.dialect",
                "worker.errors",
                "worker.faults",
                "worker.nothing",
                "worker.s3_clock",
                "worker.s3_codes",
                "worker.unseen",
            },
        )
    }
    assert beyond == set()


def test_what_a_file_means_is_found_by_pure_functions() -> None:
    impure = {"worker", "polars", "boto3", "botocore", "aiobotocore", "asyncio", "structlog"}
    beyond = {
        (file, name)
        for file, name in imports_below("worker/dialect")
        if is_within(name, impure)
        and not is_within(name, {"worker.dialect", "worker.countries", "worker.errors", "worker.nothing"})
    }
    assert beyond == set()


def test_the_contract_does_not_load_the_counting_library() -> None:
    check = f"import sys, {', '.join(sorted(CONTRACT))}; sys.exit('polars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=False).returncode == 0


def test_a_usual_file_is_counted_without_what_few_files_need() -> None:
    for_few = {"boto3", "zlib_ng", "backports.zstd", "encodings.cp1252", "worker.dialect.likeliest"}
    check = f"import sys, worker.counting.pipeline; sys.exit(not {for_few}.isdisjoint(sys.modules))"
    assert subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("folder", ["pages", "worker"])
def test_the_product_does_not_need_its_tests(folder: str) -> None:
    assert {
        (file, name) for file, name in imports_below(folder) if is_within(name, {"tests", "pytest"})
    } == set()


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import worker.actors", "worker.actors"),
        ("from worker import actors", "worker.actors"),
        ("from worker.actors import run", "worker.actors.run"),
        ("from ..actors import run", "worker.actors.run"),
        ("from . import partition", "worker.counting.partition"),
        ("def late():\n    import streamlit as st", "streamlit"),
    ],
)
def test_every_kind_of_import_is_seen(source: str, name: str) -> None:
    assert imported(source, "worker.counting") == {name}
