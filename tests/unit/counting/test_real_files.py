"""What LibreOffice, SQLite and DuckDB write (see `dialect/real/README.md`), counted from its bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.counting.files import count_bytes, report
from worker.dialect.model import Choices, CountOptions
from worker.dialect.unclear import Unclear
from worker.errors import FileRefused

REAL = Path(__file__).parents[1] / "dialect" / "real"
REFUSED = "libreoffice_tab_utf8_unquoted.csv"
COUNTED = sorted(path.name for path in REAL.iterdir() if path.name not in {"README.md", REFUSED})
WITHOUT_HEADER = {"duckdb_no_header.csv", "sqlite_csv_no_header.csv"}
SHEET = {"DE": 1, "IE": 1, "PL": 1, "GR": 1, "AT": 1}
TABLE = {"DE": 1, "IE": 1, "PL": 1, "": 1, "FR": 1}
INCHES = {"DE": 1, "IE": 1, "PL": 1, "FR": 1}


@pytest.mark.parametrize("name", COUNTED)
def test_promise_18_what_real_programs_write_is_counted(name: str, tmp_path: Path) -> None:
    data = (REAL / name).read_bytes()
    if name in WITHOUT_HEADER:
        with pytest.raises(Unclear):
            count_bytes(tmp_path, data)
    options = CountOptions(choices=Choices(is_confirmed=name in WITHOUT_HEADER))
    result = count_bytes(tmp_path, data, options=options)
    expected = SHEET if name.startswith("libreoffice") else INCHES if name == "sqlite_list.txt" else TABLE
    assert (report(result), result.quality.rejected) == (expected, {})


def test_promise_20_line_ends_that_were_never_quoted_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="Line 3 has fewer values"):
        count_bytes(tmp_path, (REAL / REFUSED).read_bytes())
