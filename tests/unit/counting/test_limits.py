from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from worker.counting.limits import _size


def test_a_folder_that_vanishes_while_it_is_measured_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = {tmp_path / "one", tmp_path / "other"}
    for folder in folders:
        folder.mkdir()
        (folder / "1.keys").write_bytes(b"12345")
    stat = Path.stat

    def stat_and_remove_the_other(path: Path) -> os.stat_result:
        if path.parent in folders:
            (other,) = folders - {path.parent}
            shutil.rmtree(other, ignore_errors=True)
        return stat(path)

    monkeypatch.setattr(Path, "stat", stat_and_remove_the_other)

    assert _size(tmp_path) == 5
