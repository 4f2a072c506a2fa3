"""Everything that is claimed about speed and memory, measured: `uv run python -m tests.benchmarks --help`."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from importlib import import_module
from pathlib import Path

from tests.benchmarks.customers import Kind
from tests.benchmarks.options import Options, number, numbers
from tests.benchmarks.plot import plot
from tests.benchmarks.results import Results
from tests.benchmarks.stage import environment
from tests.benchmarks.targets import targets
from worker.logs import configure_logs

PARTS = ("files", "several", "s3", "path", "upload", "pages", "load", "fleet", "recovery", "curve")
_KEPT = "audience-benchmarks"
_JSON = Path(tempfile.gettempdir()) / f"{_KEPT}.json"
_CHOICES = {field.name for field in fields(Options)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked, print Markdown, write JSON; 1 when a part failed."""
    asked = _parser().parse_args(arguments)
    if asked.plot:
        plot(*map(Path, asked.plot))
        return 0
    with _folder(keep=asked.keep) as folder, environment():
        options = _options(asked, folder)
        configure_logs("CRITICAL")
        results = Results(asked.json, asdict(options))
        failed = [part for part in asked.only if not _measured(part, options, results)]
        if (judged := targets(results.tables)).rows:
            results.add("targets", judged)
            _say(judged.to_markdown())
    _say(f"JSON: {asked.json}" + (f"; files kept in {folder}" if asked.keep else ""))
    if failed:
        _say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def _measured(part: str, options: Options, results: Results) -> bool:
    """Whether a part was measured to its end; what was before stays."""
    measure = getattr(import_module(f"tests.benchmarks.parts.{part}"), f"measure_{part}")
    _say(f"## {part}\n")
    try:
        for table in measure(options):
            results.add(part, table)
            _say(table.to_markdown())
    except Exception:  # noqa: BLE001 - the other parts are still worth measuring
        traceback.print_exc()
        return False
    return True


@contextmanager
def _folder(*, keep: bool) -> Iterator[Path]:
    if keep:
        folder = Path(tempfile.gettempdir()) / _KEPT
        folder.mkdir(exist_ok=True)
        yield folder
    else:
        with tempfile.TemporaryDirectory(prefix=f"{_KEPT}-") as name:
            yield Path(name)


def _options(asked: argparse.Namespace, folder: Path) -> Options:
    options = Options(folder=folder, is_quick=asked.quick, keeps_files=asked.keep)
    if asked.quick:
        options = replace(
            options,
            rows=(20_000,),
            curve=(10_000, 20_000),
            rounds=1,
            upload_bytes=40_000_000,
            reports=30,
            sessions=(1, 5),
            live_seconds=4,
            workers=2,
            jobs=6,
            load_sessions=5,
            load_seconds=8,
        )
    chosen = {name: value for name, value in vars(asked).items() if name in _CHOICES and value is not None}
    return replace(options, **chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    add = parser.add_argument
    add("--quick", action="store_true", help="tiny sizes, one round: shows that everything works")
    add("--only", type=_parts, default=PARTS, metavar="PARTS", help=f"of {','.join(PARTS)}")
    add("--rows", type=numbers, help="sizes of files, such as 1M,10M,50M")
    add("--kinds", type=_kinds, help=f"of files, each in every size; of {','.join(Kind)}, or all")
    add("--file", type=Path, help="compare on this CSV instead of made ones")
    add("--rounds", type=int, help="how often each way is run")
    add("--ways", type=_names, help="only ways whose names begin so, such as ours,duckdb")
    add("--curve", type=numbers, help="sizes of the cost curve")
    add("--upload-bytes", type=number, help="size of the uploaded file")
    add("--reports", type=number, help="reports in the list")
    add("--sessions", type=numbers, help="open pages that are watched at once")
    add("--live-seconds", type=float, help="how long they are watched")
    add("--load-sessions", type=int, help="analysts at work at once")
    add("--load-seconds", type=float, help="how long they are")
    add("--workers", type=int, help="of the fleet")
    add("--jobs", type=int, help="put to the fleet at once")
    add("--keep", action="store_true", help="keep the made files for the next run that is told so, too")
    add("--json", type=Path, default=_JSON, help="default: %(default)s")
    add("--plot", nargs=2, metavar=("JSON", "IMAGE"), help="only draw the cost curve, as .svg or .png")
    return parser


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


def _parts(text: str) -> tuple[str, ...]:
    if unknown := set(_names(text)) - set(PARTS):
        raise argparse.ArgumentTypeError(f"no such part: {', '.join(sorted(unknown))}")
    return _names(text)


def _kinds(text: str) -> tuple[Kind, ...]:
    return tuple(Kind) if text == "all" else tuple(map(Kind, _names(text)))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that servers and commands are stopped, too
    raise SystemExit(main())
