"""Rows reach their files in order, however they are gathered."""

from __future__ import annotations

import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from worker.counting.keys import key_files
from worker.counting.keys.key_files import KeyStore, open_key_files
from worker.counting.keys.runs import ROW_BYTES
from worker.errors import FileRefused

BOUNDS = np.array([0, 2, 2, 9, 10])


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
    store = KeyStore(tmp_path, 4)
    rows = np.arange(60, dtype=np.uint64).reshape(3, 10, 2)
    with open_key_files(store) as files:
        files.begin()
        for piece in rows:
            files.add(piece, BOUNDS)
        files.add(np.empty((0, 2), np.uint64), np.zeros(5, np.int64))
    for path, (start, end) in zip(store.paths, [(0, 2), (2, 2), (2, 9), (9, 10)], strict=True):
        assert np.fromfile(path, np.uint64).tolist() == rows[:, start:end].ravel().tolist()


def test_it_is_known_whose_rows_are_whose(tmp_path: Path) -> None:
    store = KeyStore(tmp_path, 4)
    rows = np.arange(20, dtype=np.uint64).reshape(10, 2)
    with open_key_files(store) as files:
        files.begin()
        files.add(rows, BOUNDS)
        files.begin()
        files.add(rows + np.uint64(100), BOUNDS)  # of a reading that proves wrong
        files.take_back()
        files.add(rows[:3], np.array([0, 0, 0, 3, 3]))
        files.begin()
        files.begin()
        files.add(rows, BOUNDS)
    whose = [list(zip(runs.files.tolist(), runs.rows.tolist(), strict=True)) for runs in store.runs()]
    assert whose == [[(0, 2), (3, 2)], [], [(0, 7), (1, 3), (3, 7)], [(0, 1), (3, 1)]]
    (third,) = (runs for runs in store.runs() if len(runs.files) == 3)
    with third.path.open("rb") as opened:
        pieces = list(third.pieces(opened, 4))
    assert np.concatenate([keys for keys, _ in pieces]).tolist() == [
        *rows[2:9].tolist(),
        *rows[:3].tolist(),
        *rows[2:9].tolist(),
    ]
    assert np.concatenate([files for _, files in pieces]).tolist() == [0] * 7 + [1] * 3 + [3] * 7


def test_all_can_begin_anew(tmp_path: Path) -> None:
    store = KeyStore(tmp_path, 4)
    rows = np.arange(20, dtype=np.uint64).reshape(10, 2)
    with open_key_files(store) as files:
        for _ in range(3):
            files.begin()
            files.add(rows, BOUNDS)
        files.take_all_back()
        files.begin()
        files.add(rows, BOUNDS)
    assert [runs.rows.tolist() for runs in store.runs()] == [[2], [], [7], [1]]


def test_taken_back_rows_take_no_room(tmp_path: Path) -> None:
    store = KeyStore(tmp_path, 4, most_bytes=10 * ROW_BYTES)
    rows = np.arange(20, dtype=np.uint64).reshape(10, 2)
    with open_key_files(store) as files:
        files.begin()
        files.add(rows, BOUNDS)
        files.take_back()
        files.add(rows, BOUNDS)
        with pytest.raises(FileRefused):
            files.add(rows[:1], np.array([0, 1, 1, 1, 1]))


def test_a_full_disk_is_an_error_though_little_was_written() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    device = os.open("/dev/full", os.O_WRONLY)
    try:
        files = key_files.KeyFiles([device], BytesIO())
        files.add(np.ones((4, 2), np.uint64), np.array([0, 4]))
        with pytest.raises(OSError, match="No space"):
            files.write()
    finally:
        os.close(device)
