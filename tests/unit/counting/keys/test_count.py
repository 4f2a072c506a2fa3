"""The first row of each key is found whatever the keys look like."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.counting.keys.count import count_customers
from worker.counting.keys.email_keys import Keys
from worker.counting.keys.file_facts import FileFacts
from worker.counting.keys.first_rows import FirstRows
from worker.counting.keys.runs import FilesOfRows, KeyRuns

HALVES = st.sampled_from([0, 1, 2, 1 << 16, 3 << 62, (1 << 64) - 1, 0x0123_4567_89AB_CDEF])
ROWS = st.lists(st.tuples(HALVES, HALVES.map(lambda half: half >> 16), st.integers(0, 5)), max_size=60)


def packed(rows: list[tuple[int, int, int]]) -> np.ndarray[tuple[int, int], np.dtype[np.uint64]]:
    return np.array([(first, second << 16 | code) for first, second, code in rows], np.uint64).reshape(-1, 2)


def whole(path: Path, rows: int) -> KeyRuns:
    return KeyRuns(path, np.zeros(1, np.uint32), np.array([rows]))


def written(path: Path, rows: list[tuple[int, int, int]]) -> KeyRuns:
    packed(rows).tofile(path)
    return whole(path, len(rows))


def facts(meanings: Iterable[int]) -> FileFacts:
    """Of one file, whose codes are the report's."""
    named = np.array(list(meanings), np.uint16)
    return FileFacts.of(named, [np.arange(len(named), dtype=np.uint16)])


def slowly(rows: list[tuple[int, int, int]]) -> dict[tuple[int, int], int]:
    codes: dict[tuple[int, int], int] = {}
    for first, second, code in rows:
        codes.setdefault((first, second), code)
    return codes


def first_rows(rows: np.ndarray[tuple[int, int], np.dtype[np.uint64]]) -> list[tuple[int, int]]:
    files = np.zeros(len(rows), np.uint32)
    firsts = FirstRows.none_of(np.arange(1 << 16, dtype=np.uint16)).then(rows, files)
    return list(zip(firsts.first.tolist(), firsts.second.tolist(), strict=True))


@given(ROWS.filter(bool))
def test_the_first_row_of_each_key_remains(rows: list[tuple[int, int, int]]) -> None:
    firsts = first_rows(packed(rows))
    assert {(first, rest >> 16): rest & 0xFFFF for first, rest in firsts} == slowly(rows)
    assert len(firsts) == len(slowly(rows))


@given(st.lists(ROWS, min_size=1, max_size=3), st.integers(1, 20))
def test_counts_by_code_whatever_the_size_of_pieces(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[tuple[int, int, int]]], piece_rows: int
) -> None:
    folder = tmp_path_factory.mktemp("keys")
    paths = [written(folder / f"{number}.keys", rows) for number, rows in enumerate(files)]
    expected = [0] * 6
    for rows in files:
        for code in slowly(rows).values():
            expected[code] += 1
    done: list[int] = []
    counted = count_customers(paths, facts(range(6)), threads=2, piece_rows=piece_rows, on_file=done.append)
    assert counted.customers.tolist() == expected
    assert done == list(range(1, len(files) + 1))
    assert not any(folder.iterdir())


def test_many_random_keys() -> None:
    chance = np.random.default_rng(7)
    people = chance.integers(0, 2**63, (20_000, 2)).astype(np.uint64)
    rows = people[chance.integers(0, len(people), 50_000)]
    expected = {(int(first), int(second) >> 16) for first, second in rows}
    assert len(first_rows(rows)) == len(expected)


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        count_customers([whole(tmp_path / "none.keys", 1)], facts([0]), threads=1, piece_rows=1)


@given(st.lists(ROWS, min_size=1, max_size=3), st.integers(1, 20))
def test_promise_19_customers_with_different_countries_whatever_the_size_of_pieces(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[tuple[int, int, int]]], piece_rows: int
) -> None:
    folder = tmp_path_factory.mktemp("keys")
    meanings = [0, 1, 1, 2, 3, 0]
    expected, paths = 0, []
    for number, rows in enumerate(files):
        paths.append(written(folder / f"{number}.keys", rows))
        meant: dict[tuple[int, int], set[int]] = {}
        for first, second, code in rows:
            meant.setdefault((first, second), set()).add(meanings[code])
        expected += sum(len(found - {0}) > 1 for found in meant.values())
    counted = count_customers(paths, facts(meanings), threads=2, piece_rows=piece_rows)
    assert counted.conflicting == expected


def test_a_count_holds_few_customers_however_many_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = np.random.default_rng(3)
    people = chance.integers(0, 2**63, (20_000, 2)).astype(np.uint64) & ~np.array([0, 0xFFFF], np.uint64)
    path, rows = tmp_path / "0.keys", people[chance.integers(0, len(people), 60_000)]
    rows.tofile(path)
    held: list[int] = []

    def noted(self: FirstRows, rows: Keys, files: FilesOfRows) -> FirstRows:
        held.append(len(firsts := then(self, rows, files)))
        return firsts

    then = FirstRows.then
    monkeypatch.setattr(FirstRows, "then", noted)
    counted = count_customers([whole(path, len(rows))], facts([0]), threads=1, piece_rows=100)
    assert counted.customers.tolist() == [len(np.unique(rows[:, 0]))]
    assert max(held) <= 200
    assert list(tmp_path.iterdir()) == []
