"""The arrows between rooms point one way: each room knows only those that stand before it here."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = (
    "worker.refusal worker.reject worker.errors worker.faults worker.text worker.certificates worker.tasks",
    "worker.retrying worker.logs worker.audit worker.countries",
    "worker.dialect.byte_source worker.dialect.book worker.dialect.separator_words worker.dialect.phrases",
    "worker.dialect.file_kinds",
    "worker.dialect.names",
    "worker.dialect.values worker.dialect.model worker.dialect.answers worker.dialect.unclear",
    "worker.dialect.packing worker.dialect.encoding worker.dialect.table worker.dialect.head",
    "worker.dialect.workbooks",
    "worker.dialect.non_ascii_rows worker.dialect.columns worker.dialect.doubts worker.dialect.detected",
    "worker.dialect.detect worker.dialect.looking",
    "worker.settings worker.storage",
    "worker.counting.quality worker.counting.shares worker.counting.restarts worker.counting.rejects",
    "worker.counting.summary",
    "worker.counting.source worker.counting.rows worker.counting.process worker.counting.keys",
    "worker.counting.row_stream worker.counting.promises worker.counting.beginning",
    "worker.counting.meter worker.counting.read_file worker.counting.suggested worker.counting.all_keys",
    "worker.counting.report_countries worker.counting.report worker.counting.pipeline",
    "worker.counting.__main__",
    "worker.queue.jetstream worker.queue.contract worker.jobs",
    "worker.uploads worker.desk worker.logins worker.observing worker.processing worker.running",
    "worker.setup worker.embedded worker.operations worker.commands worker.__main__",
    "pages.replacing pages.other_clicks pages.wording pages.live pages.language_choice pages.backend",
    "pages.access",
    "pages.actions pages.naming pages.uploader pages.reading pages.reporting pages.listing pages.operating",
    "pages.upload pages.reports pages.report pages.operations pages.main",
    "app",
)
ROOMS = [room for floor in FLOORS for room in floor.split()]
LARGE = ("worker.dialect", "worker.counting")
CONTRACT = {
    "worker.audit",
    "worker.countries",
    "worker.desk",
    "worker.errors",
    "worker.jobs",
    "worker.logins",
    "worker.operations",
    "worker.queue.contract",
    "worker.refusal",
    "worker.reject",
    "worker.settings",
    "worker.storage",
    "worker.text",
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


def modules() -> dict[str, Path]:
    """Every module of the product, by its name."""
    files = [ROOT / "app.py", *(ROOT / "worker").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
        for file in files
    }


def arrows() -> Iterator[tuple[str, str]]:
    """Each import of one module of the product by another."""
    files = modules()
    for name, file in files.items():
        package = name if file.name == "__init__.py" else name.rpartition(".")[0]
        for used in imported(file.read_text(encoding="utf-8"), package):
            module = used if used in files else used.rpartition(".")[0]
            if module in files and module != name:
                yield name, module


def floor_of(module: str) -> int:
    """The place of a module's room in the order."""
    rooms = [room for room in ROOMS if module == room or module.startswith(f"{room}.")]
    return ROOMS.index(max(rooms, key=len)) if rooms else -1


def rooms_on_the_map(folder: str) -> list[str]:
    """What the lines of tables begin with in a folder's README."""
    text = (ROOT / folder / "README.md").read_text(encoding="utf-8")
    first_cells = "".join(re.findall(r"^\| (`.+?) \|", text, re.MULTILINE))
    paths = re.findall(r"`(.+?)(?:/|\.py)`", first_cells)
    return [path.replace("/", ".") for path in paths]


def test_every_module_has_a_room() -> None:
    packages = {name.rpartition(".")[0] for name in modules()}
    assert {name for name in modules() if floor_of(name) < 0 and name not in packages} == set()


@pytest.mark.parametrize(("folder", "packages"), [("worker", {"worker"}), ("pages", {"pages", "app"})])
def test_the_map_shows_every_room_in_this_order(folder: str, packages: set[str]) -> None:
    rooms = [room for room in ROOMS if is_within(room, packages)]
    large = {room: next((each for each in LARGE if is_within(room, {each})), room) for room in rooms}
    inner = [room for room in rooms if large[room] != room]
    assert rooms_on_the_map(folder) == [*dict.fromkeys(large.values()), *inner]


def test_rooms_know_only_those_before_them() -> None:
    assert {(user, used) for user, used in arrows() if floor_of(used) > floor_of(user)} == set()


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph: dict[str, set[str]] = {}
    for user, used in arrows():
        if not user.startswith(f"{used}."):  # a package's face gathers what its modules offer
            graph.setdefault(user, set()).add(used)
    TopologicalSorter(graph).prepare()


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
                "worker.refusal",
                "worker.reject",
                "worker.faults",
                "worker.retrying",
                "worker.storage.access",
                "worker.storage.clients",
                "worker.storage.codes",
                "worker.storage.error_mapping",
                "worker.text",
            },
        )
    }
    assert beyond == set()


def test_what_a_file_means_is_found_by_pure_functions() -> None:
    pure = {"worker.dialect", "worker.countries", "worker.errors", "worker.refusal", "worker.text"}
    impure = {"worker", "polars", "boto3", "botocore", "aiobotocore", "asyncio", "structlog"}
    beyond = {
        (file, name)
        for file, name in imports_below("worker/dialect")
        if is_within(name, impure) and not is_within(name, pure)
    }
    assert {file for file, _ in beyond} == {"worker/dialect/workbooks/parquet.py"}  # as only Polars reads it


def test_the_contract_does_not_load_the_counting_library() -> None:
    check = f"import sys, {', '.join(sorted(CONTRACT))}; sys.exit('polars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=ROOT, check=False).returncode == 0


def test_a_usual_file_is_counted_without_what_few_files_need() -> None:
    for_few = {
        "boto3",
        "tenacity",
        "zlib_ng",
        "xlrd",
        "olefile",
        "pyexpat",
        "worker.dialect.workbooks.parquet",
        "backports.zstd",
        "encodings.cp1252",
        "worker.dialect.encoding.likeliest",
    }
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
        ("import worker.audit", "worker.audit"),
        ("from worker import audit", "worker.audit"),
        ("from worker.audit import record", "worker.audit.record"),
        ("from ..audit import record", "worker.audit.record"),
        ("from . import quality", "worker.counting.quality"),
        ("def late():\n    import streamlit as st", "streamlit"),
    ],
)
def test_every_kind_of_import_is_seen(source: str, name: str) -> None:
    assert imported(source, "worker.counting") == {name}
