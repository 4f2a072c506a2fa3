"""The browser's modules, each tried by the file of its name beside this one, run by Deno."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pages import uploader

_UPLOADER = Path(uploader.__file__).parent
_HERE = Path(__file__).parent
_PATIENCE_SECONDS = 120


@pytest.mark.parametrize("name", [path.name for path in sorted(_HERE.glob("*.test.js"))])
def test_a_module_does_what_its_tests_say(name: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "deno", "test", "--no-check", "--no-remote", "--no-npm", name],
        cwd=_HERE,
        env={**os.environ, "DENO_DIR": str(tmp_path), "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_sent_with_every_answer_is_small() -> None:
    assert (_UPLOADER / "wire.js").stat().st_size < 1_000
