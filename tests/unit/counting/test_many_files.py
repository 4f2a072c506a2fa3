"""Promises 17, 18 and 20 on very many small tables, each counted in one block, which takes 10 ms."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.unit.counting.files import count_bytes, report
from tests.unit.counting.test_any_file import (
    CODES,
    DAMAGES,
    HEADERS,
    PEOPLE,
    Row,
    assert_adds_up,
    customers,
)
from tests.unit.counting.writing import ENCODINGS, PACKINGS, PREAMBLES, Way
from worker.counting.process.protocol import Tuning
from worker.errors import FileRefused

BATCH = 100
BATCHES = [*range(4), *(pytest.param(batch, marks=pytest.mark.soak) for batch in range(4, 32))]
IN_ONE_BLOCK = Tuning(block_bytes=5_000, partitions=2, threads=1)
NOTES = ["", "x", "é", "a b", 'say "hi"', "1,2;3\t4|5", '", "', "two\nlines", "\\", "'", " "]


@pytest.mark.parametrize("batch", BATCHES)
def test_promise_18_very_many_tables_are_counted_right_or_refused(batch: int, tmp_path: Path) -> None:
    counted = 0
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        chance = random.Random(seed)
        names, rows, email, country = drawn_table(chance)
        way = drawn_way(chance)
        place = chance.randrange(len(rows)) if seed % 2 else None
        lines = [way.line(names), *(way.line(row) for row in rows)]
        if place is not None:
            lines[place + 1] = damaged(rows[place], way, chance)
        try:
            result = count_bytes(tmp_path, way.bytes_of(way.joined(lines)), IN_ONE_BLOCK)
        except FileRefused:
            continue
        counted += 1
        assert_adds_up(result, len(rows) if place is None else None)
        right = [customers(rows, email, country)]
        if place is not None:
            right.append(customers([*rows[:place], *rows[place + 1 :]], email, country))
        assert report(result) in right, (seed, way, lines)
    assert counted > BATCH // 2


def drawn_table(chance: random.Random) -> tuple[Row, list[Row], int, int]:
    """Names, rows, and where the email and the country are; the first column is a note."""
    pair = chance.choice(HEADERS)
    others = [*pair, *(f"note {number}" for number in range(chance.randrange(3)))]
    names = ("note", *chance.sample(others, len(others)))
    row = {pair[0]: [*PEOPLE, ""], pair[1]: list(CODES)}
    rows = [
        tuple(chance.choice(row.get(name, NOTES)) for name in names) for _ in range(chance.randint(20, 40))
    ]
    return names, rows, names.index(pair[0]), names.index(pair[1])


def drawn_way(chance: random.Random) -> Way:
    """Any way of writing it."""
    always = chance.random() < 0.5
    return Way(
        separator=chance.choice(",;\t|"),
        always=always,
        backslash=always and chance.random() < 0.3,
        ending=chance.choice(["\n", "\r\n", "\r", "\r\r\n"]),
        encoding=chance.choice(ENCODINGS),
        packing=chance.choice(PACKINGS),
        preamble=chance.choice(PREAMBLES),
        ends_last_line=chance.random() < 0.8,
        blanks=chance.choice(["", "", " "]),
        spare=chance.choice([0, 0, 1]),
    )


def damaged(row: Row, way: Way, chance: random.Random) -> str:
    """The row with damage somewhere in its first field, a note."""
    damage = chance.choice(DAMAGES).format(s=way.separator).replace("\n", way.ending)
    first, *others = map(way.field, row)
    cut = chance.randint(0, len(first))
    return way.line_of([first[:cut] + damage + first[cut:], *others])
