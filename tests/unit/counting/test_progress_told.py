"""What is told of a count's progress never goes back, also where the file proves to be read otherwise."""

from __future__ import annotations

from pathlib import Path

from tests.unit.counting.files import TINY
from worker.counting.pipeline import summarise_files
from worker.counting.process.protocol import CountProgress, CountRequest
from worker.counting.source.locations import LocalSource

ROWS = 60_000


def test_a_file_that_is_read_again_has_its_bar_stand_still_meanwhile(tmp_path: Path) -> None:
    plain = "".join(f"Ann;user{row}@example.org;Norway\n" for row in range(ROWS))
    path = tmp_path / "customers.csv"
    path.write_bytes(
        f"Name;E-Mail;Land\n{plain}".encode() + "Jürgen;j@example.org;Österreich\n".encode("cp1252")
    )
    told: list[CountProgress] = []
    tuning = TINY.model_copy(update={"block_bytes": 100_000})

    result = summarise_files(
        CountRequest.of(LocalSource(path=path), scratch_dir=tmp_path, tuning=tuning),
        on_progress=told.append,
    )

    assert (result.quality.rows, result.quality.dialect.encoding) == (ROWS + 1, "cp1252")
    reads = path.stat().st_size / 100_000
    assert sum(each.phase == "reading" for each in told) > 1.5 * reads, "it was not read again"
    shares, rows = [each.share for each in told], [each.rows for each in told]
    assert (shares, rows) == (sorted(shares), sorted(rows))
    assert shares[-1] == 1
