"""The same rows in one file and in many: what a file more costs, in time and in memory."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.comparing import Way, ours, run_in_turns, table
from tests.benchmarks.customers import Kind
from tests.benchmarks.options import Options
from tests.benchmarks.results import Table
from tests.benchmarks.samples import require_room, sample
from tests.benchmarks.stage import environment

_FILES = (4, 40)
_NOTE = (
    "Medians of {} interleaved rounds, each run a fresh process. The files are the one file's rows in their "
    "order, each with the header. Report: whether every count equals that of one file."
)


def measure_several(options: Options) -> Iterator[Table]:
    """A table for each number of rows."""
    for rows in options.rows:
        made = sample(options, Kind.ORDINARY, rows)
        require_room(options.folder, made.size * len(_FILES))
        folders = {number: _cut(made.path, number) for number in _FILES}
        ways = [Way("one file", ours(made.path))]
        ways += [Way(f"{number} files", ours(folder)) for number, folder in folders.items()]
        with environment():
            run_in_turns(ways, options.rounds, made.size)
        for folder in folders.values():
            shutil.rmtree(folder)
        yield table(f"{made.title}, in several files", ways, _NOTE.format(options.rounds))


def _cut(path: Path, number: int) -> Path:
    """A folder with the rows of a file in so many, as large as each other but for a row."""
    folder = path.with_name(f"{path.stem}-in-{number}")
    folder.mkdir(exist_ok=True)
    size = path.stat().st_size
    with path.open("rb") as whole:
        header = whole.readline()
        for part in range(number):
            with (folder / f"{part:03}.csv").open("wb") as file:
                file.write(header)
                while whole.tell() < size * (part + 1) // number:
                    file.write(whole.readline())
    return folder
