"""What any command prints: nothing steers a terminal, and what is piped stays as it is."""

from __future__ import annotations

import io
import sys
from contextlib import suppress

import pytest

from worker.__main__ import main
from worker.commands.terminal import harmless_output

STEERING = "a\x1b[2J\u202eb\r"
SHOWN = r"a\u001b[2J\u202eb\u000d"


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stdout", "written"), [(Screen(), SHOWN), (io.StringIO(), STEERING)])
def test_standard_output_is_shown_on_a_terminal_only(
    stdout: io.StringIO, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", stdout)
    with harmless_output():
        sys.stdout.write(STEERING)
    assert sys.stdout is stdout
    assert stdout.getvalue() == written


@pytest.mark.parametrize("stderr", [Screen(), io.StringIO()])
def test_standard_error_is_always_shown(stderr: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", stderr)
    with harmless_output():
        sys.stderr.write(f"{STEERING}\n\tmore\n")
    assert stderr.getvalue() == f"{SHOWN}\n\tmore\n"


@pytest.mark.parametrize("arguments", [["summarize", "a.csv", STEERING], ["summarize", f"{STEERING}.csv"]])
def test_what_a_command_is_told_does_not_come_back_as_it_is(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with suppress(SystemExit):
        assert main(arguments) != 0
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err
    assert "\u202e" not in told.out + told.err
