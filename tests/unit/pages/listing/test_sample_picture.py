"""The picture of a report shows what the sample is counted as."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pages import uploader
from pages.listing.sample_picture import SAMPLE_COUNTRIES, SAMPLE_CUSTOMERS, SAMPLE_TOP
from tests.unit.counting.files import count_bytes, report

_SAMPLE = Path(uploader.__file__).parent / "browser" / "sample.js"
_PRINT = f"""
const {{ sampleFile }} = await import({_SAMPLE.as_uri()!r});
console.log(await sampleFile().text());
"""


def test_the_figures_in_the_picture_are_those_of_the_sample(tmp_path: Path) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "deno", "eval", _PRINT],
        capture_output=True,
        timeout=120,
        check=True,
        env={"DENO_DIR": str(tmp_path / "deno"), "DENO_NO_UPDATE_CHECK": "1", "PATH": ""},
    )
    result = count_bytes(tmp_path, printed.stdout.rstrip(b"\n") + b"\n")
    quality = result.quality
    assert (quality.customers, quality.countries) == (SAMPLE_CUSTOMERS, SAMPLE_COUNTRIES)
    assert tuple(report(result).items())[: len(SAMPLE_TOP)] == SAMPLE_TOP
