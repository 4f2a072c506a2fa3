"""`python -m worker` runs a worker; `summarize` counts files; other commands show and repair."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from worker.audit import keep_audit_in
from worker.commands.reading_flags import add_flags, read_flags
from worker.commands.terminal import harmless_output
from worker.errors import AudienceError, ConfigurationError
from worker.logs import configure_logs
from worker.settings import Settings, load_settings, parse_settings
from worker.settings.no_proxy import spare_this_machine

_OPERATORS = {"status", "requeue", "discard", "end-sessions", "forget"}
_ADMINISTRATORS = {"setup-bucket", "check-access", "policy"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line names; returns the exit code: 0, or 1 with one sentence on stderr."""
    with harmless_output():
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    spare_this_machine()
    try:
        if options.command == "summarize":
            return _summarize(options)
        if options.command in _ADMINISTRATORS:
            return _administer(options)
        settings = load_settings()
        if options.command in _OPERATORS:
            return _operate(settings, options)
        signal.signal(signal.SIGTERM, _end_well)
        configure_logs(settings.log_level)
        from worker.running.service import run_worker  # noqa: PLC0415 - its imports take a second; errors come first

        asyncio.run(run_worker(settings))
    except AudienceError as error:
        sys.stderr.write(f"{error.message}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _end_well(_number: int, _frame: FrameType | None) -> None:
    """Told to stop before there is any work to finish; later the worker has a handler of its own."""
    raise SystemExit(0)


def _operate(settings: Settings, options: argparse.Namespace) -> int:
    from worker.commands.operate import operate  # noqa: PLC0415 - its imports take a second

    configure_logs("ERROR")  # the answer says enough
    keep_audit_in(settings.audit_file, in_log=False)
    return operate(settings, options)


def _administer(options: argparse.Namespace) -> int:
    from worker.commands.set_up import check_access, print_policy, set_up  # noqa: PLC0415 - not needed to work

    settings = parse_settings()  # they need no queue
    if options.command == "policy":
        return print_policy(settings, options.process)
    if options.command == "check-access":
        return check_access(settings, options.process)
    return set_up(settings, options.origin, create=options.create)


def _summarize(options: argparse.Namespace) -> int:
    from worker.commands.summarize import summarize  # noqa: PLC0415 - not needed by the worker itself
    from worker.processing.job_budget import job_limits, job_tuning  # noqa: PLC0415
    from worker.storage.access import s3_access  # noqa: PLC0415

    configure_logs("WARNING")  # not among the figures
    settings = _settings_for(options.sources)
    return summarize(
        options.sources,
        read_flags(options),
        access=s3_access(settings),
        limits=job_limits(settings),
        unpacking=settings.unpack_limits,
        tuning=job_tuning(settings, slots=1),
        scratch_dir=settings.scratch_dir,
    )


def _settings_for(sources: Sequence[str]) -> Settings:
    """No queue is needed, and by a local file no S3; a URL may mean the embedded S3 or any other."""
    settings = parse_settings()
    if settings.names_servers or not any(source.startswith("s3://") for source in sources):
        return settings
    try:
        return load_settings()
    except ConfigurationError:
        return settings


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m worker", description="Audience Reports' worker.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("run", help="work on jobs until told to stop (the default)")
    summarize = commands.add_parser("summarize", help="count files as one and print the report")
    summarize.add_argument(
        "sources",
        metavar="SOURCE",
        nargs="+",
        help="a file or folder, s3://bucket/key, or s3://bucket/prefix/ for all below it",
    )
    add_flags(summarize)
    status = commands.add_parser("status", help="show the queue, the workers and what needs attention")
    status.add_argument("--json", action="store_true", help="as one JSON object")
    requeue = commands.add_parser("requeue", help="try failed jobs or dead letters again")
    what = requeue.add_mutually_exclusive_group(required=True)
    what.add_argument("job", metavar="JOB_ID", nargs="?", help="a failed job: its id, or OWNER/ID")
    what.add_argument("--all-failed", action="store_true", help="every failed job whose file is still kept")
    what.add_argument("--dead-letters", action="store_true", help="every dead letter")
    what.add_argument("--dead-letter", metavar="NUMBER", type=int, help="one dead letter, as status lists it")
    what.add_argument("--file", metavar="NAME", help="a file that no job is about, as status lists it")
    discard = commands.add_parser("discard", help="remove a dead letter for good")
    discard.add_argument("number", metavar="NUMBER", type=int, help="as status lists it")
    end = commands.add_parser("end-sessions", help="end all sessions of one person at once")
    end.add_argument("who", metavar="WHO", help="an email address, or an owner as in the bucket")
    forget = commands.add_parser("forget", help="remove all of one owner for good")
    forget.add_argument("owner", metavar="OWNER", help="as in the bucket: the digest of a login, or local")
    forget.add_argument("--yes", action="store_true", help="do not ask")
    setup = commands.add_parser("setup-bucket", help="give the bucket its rules, and check it")
    setup.add_argument(
        "--origin",
        metavar="URL",
        action="append",
        required=True,
        help="the dashboard's address as browsers show it, like https://reports.example.com; may be repeated",
    )
    setup.add_argument("--create", action="store_true", help="create the bucket if it is not there")
    check = commands.add_parser("check-access", help="check that the S3 credentials suffice for a process")
    check.add_argument("process", choices=["dashboard", "worker"])
    policy = commands.add_parser("policy", help="print the AWS IAM policy of a process as JSON")
    policy.add_argument("process", choices=["dashboard", "worker", "setup"])
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
