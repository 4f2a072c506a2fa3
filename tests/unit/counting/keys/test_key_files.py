"""Rows reach their files in order, however they are gathered."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from worker.counting.keys import key_files
from worker.counting.keys.key_files import open_key_files


@pytest.mark.parametrize("gathered", [1, 100, 1 << 20])
@pytest.mark.parametrize("at_most", [None, 5])
def test_each_file_has_its_rows_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gathered: int, at_most: int | None
) -> None:
    real = os.writev

    def little(descriptor: int, pieces: Sequence[memoryview]) -> int:
        return os.write(descriptor, b"".join(pieces)[:at_most]) if at_most else real(descriptor, pieces)

    monkeypatch.setattr(os, "writev", little)
    monkeypatch.setattr(key_files, "_GATHERED_BYTES", gathered)
    paths = [tmp_path / f"{number}.keys" for number in range(4)]
    rows = np.arange(60, dtype=np.uint64).reshape(3, 10, 2)
    with open_key_files(paths) as files:
        for piece in rows:
            files.add(piece, np.array([0, 2, 2, 9, 10]))
        files.add(np.empty((0, 2), np.uint64), np.zeros(5, np.int64))
    for path, (start, end) in zip(paths, [(0, 2), (2, 2), (2, 9), (9, 10)], strict=True):
        assert np.fromfile(path, np.uint64).tolist() == rows[:, start:end].ravel().tolist()


def test_a_full_disk_is_an_error_though_little_was_written() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    device = os.open("/dev/full", os.O_WRONLY)
    try:
        files = key_files.KeyFiles([device])
        files.add(np.ones((4, 2), np.uint64), np.array([0, 4]))
        with pytest.raises(OSError, match="No space"):
            files.write()
    finally:
        os.close(device)
