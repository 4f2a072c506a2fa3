"""Promise 20: a file that is not there, or changes while it is read, is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.counting.files import TINY
from worker.counting.pipeline import summarise_files
from worker.counting.process.protocol import CountRequest
from worker.counting.source.locations import LocalSource
from worker.errors import FileRefused
from worker.refusal import Refusal

HEAD = b"email,country\n"
GOOD = b"ann@x.com,FR\n"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        summarise_files(CountRequest.of(LocalSource(path=tmp_path / "none.csv"), scratch_dir=tmp_path))
    assert refused.value.reason == Refusal.FILE_MISSING


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="not a regular file"):
        summarise_files(CountRequest.of(LocalSource(path=tmp_path), scratch_dir=tmp_path))


@pytest.mark.parametrize("change", ["appended", "replaced", "removed", "cut short"])
def test_a_file_that_changes_while_it_is_read_is_refused(change: str, tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_bytes(HEAD + GOOD * 1000)

    def act(_: object) -> None:
        match change:
            case "appended":
                with path.open("ab") as file:
                    file.write(GOOD)
            case "replaced":
                (tmp_path / "other").write_bytes(HEAD + GOOD * 1000)
                (tmp_path / "other").replace(path)
            case "removed":
                path.unlink(missing_ok=True)
            case "cut short":
                path.write_bytes(HEAD)

    request = CountRequest.of(LocalSource(path=path), scratch_dir=tmp_path, tuning=TINY)
    with pytest.raises(FileRefused) as refused:
        summarise_files(request, on_progress=act)
    assert refused.value.reason == Refusal.FILE_CHANGED
