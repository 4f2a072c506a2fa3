"""Many analysts at work at once: how soon pages come, what goes wrong, and whether memory grows meanwhile."""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from random import Random

import psutil

from tests.benchmarks.analysts import Analyst, Switch, analysts, bring, files, work
from tests.benchmarks.browsing import own_process
from tests.benchmarks.measure import resident
from tests.benchmarks.options import Options
from tests.benchmarks.results import Cell, Table
from tests.benchmarks.sessions import open_sessions
from tests.benchmarks.stage import AS_OPERATORS_RUN_IT, Stage, servers
from tests.dashboard import Dashboard
from tests.login import write_secrets
from tests.records import save
from tests.workers import running_worker
from worker.jobs.record import JobRecord, JobState
from worker.settings import read_settings

_SEED = 7
_TABS = 5
_MEGABYTE = 1e6
_KEPT_SECONDS = 2
_MOST_TOLD = 5
_PAGES = {"reports": "list of reports", "report": "report", "": "upload page"}
_NOTE = (
    "{} people have logged in, with up to {} tabs each: websocket clients that ask as often as a browser. "
    "They go from page to page with {:g} to {:g} s on each, and follow a large file in their lists all the "
    "time; a smaller one is uploaded and counted every {:g} s. A page switch lasts from the click until the "
    "page has been sent. Memory (RSS) and CPU are those of the dashboard's own process; it grows from the "
    "first fifth of the time to the end. Clients, storage, queue and worker share the machine."
)


@dataclass(frozen=True)
class _Pace:
    """Seconds that analysts spend on a page, least and most, and that pass between two files."""

    thinking: tuple[float, float] = (4, 12)
    file_every: float = 3


@dataclass(frozen=True)
class _Sample:
    """A look at the dashboard while all are at work.

    Attributes:
        at: monotonic time.
        memory: bytes.
        cpu: seconds so far.
        clients_cpu: seconds so far, of this process.
        machine_cpu: seconds so far, of all processes there are.
    """

    at: float
    memory: int
    cpu: float
    clients_cpu: float
    machine_cpu: float


@dataclass(frozen=True)
class _Memory:
    """Bytes of the dashboard: before anybody came, with all tabs open, and after all were closed."""

    before: int
    opened: int
    closed: int


@dataclass(frozen=True)
class _Load:
    """What happened while all were at work."""

    samples: Sequence[_Sample]
    switches: Sequence[Switch]
    jobs: Sequence[JobRecord]
    updates: int
    troubles: Sequence[str]


def measure_load(options: Options) -> Iterator[Table]:
    """One table."""
    pace = _Pace((0.5, 1.5), 1) if options.is_quick else _Pace()
    with servers(options.folder) as stage, ExitStack() as stop:
        board = _dashboard(stage)
        stop.callback(board.stop)
        board.start()
        people = analysts(max(2, options.load_sessions // _TABS), board.url)
        save(read_settings(), [job for person in people for job in person.history()])
        stop.enter_context(running_worker(stage.folder / "worker.log", **AS_OPERATORS_RUN_IT))
        yield asyncio.run(_measure(options, pace, board, people))


def _dashboard(stage: Stage) -> Dashboard:
    board = Dashboard(stage.folder / "data", environment={"AUDIENCE_ALLOWED_DOMAINS": "example.org"})
    secrets = write_secrets(stage.folder / "secrets.toml", port=board.port, provider="http://localhost:9")
    board.options["secrets.files"] = str(secrets)
    board.options["server.disconnectedSessionTTL"] = str(_KEPT_SECONDS)
    return board


async def _measure(options: Options, pace: _Pace, board: Dashboard, people: Sequence[Analyst]) -> Table:
    pid = own_process(board).pid
    await _visit(board, people[0])  # what is loaded once and for all is no tab's
    before = resident(pid)
    load, opened = await _work(options, pace, board, people)
    await asyncio.sleep(_KEPT_SECONDS + 1)  # until then a tab could come back
    await _visit(board, people[0])  # the next to close has the dashboard drop the others
    memory = _Memory(before, opened, resident(pid))
    table = Table(
        f"{options.load_sessions} tabs at work for {options.load_seconds:g} s",
        ("figure", "value"),
        _rows(options, load, memory),
        _note(pace, people, load),
    )
    table.runs += [asdict(memory), asdict(load) | {"jobs": len(load.jobs)}]
    return table


async def _visit(board: Dashboard, analyst: Analyst) -> None:
    """See every page once."""
    async with open_sessions(board.url, "reports", 1, [analyst.cookies]) as (session,):
        await session.go("report", f"job={analyst.jobs[0]}")
        await session.go("")


async def _work(
    options: Options, pace: _Pace, board: Dashboard, people: Sequence[Analyst]
) -> tuple[_Load, int]:
    """What happened, and the dashboard's bytes when all tabs had been opened."""
    pid, bodies = own_process(board).pid, files()
    cookies = [person.cookies for person in people]
    async with open_sessions(board.url, "reports", options.load_sessions, cookies) as sessions:
        opened = resident(pid)
        until = time.monotonic() + options.load_seconds
        async with asyncio.TaskGroup() as group:
            watching = group.create_task(_watch(pid, until))
            bringing = group.create_task(bring(bodies, people, pace.file_every, until))
            working = [
                group.create_task(
                    work(session, people[number % len(people)], Random(_SEED + number), pace.thinking, until)
                )
                for number, session in enumerate(sessions)
            ]
        jobs = bringing.result()
        troubles = [trouble for session in sessions for trouble in session.troubles]
        troubles += [f"a job ended {job.state}" for job in jobs if job.state is not JobState.SUCCEEDED]
        switches = [switch for each in working for switch in each.result()]
        updates = sum(session.updates for session in sessions)
    return _Load(watching.result(), switches, jobs, updates, troubles), opened


async def _watch(pid: int, until: float) -> list[_Sample]:
    def sample() -> _Sample:
        return _Sample(time.monotonic(), resident(pid), _cpu(pid), _cpu(os.getpid()), _machine_cpu())

    samples = [sample()]
    while (left := until - time.monotonic()) > 0:
        await asyncio.sleep(min(1, left))
        samples.append(sample())
    return samples


def _cpu(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def _machine_cpu() -> float:
    times = psutil.cpu_times()
    return float(times.user + times.nice + times.system)


def _rows(options: Options, load: _Load, memory: _Memory) -> list[list[Cell]]:
    first, last = load.samples[0], load.samples[-1]
    seconds = last.at - first.at
    fifth, end = _usual_memory(load.samples, 0.2), _usual_memory(load.samples, 0.9)
    return [
        *_switch_rows(load.switches),
        ["errors", len(load.troubles)],
        ["updates of followed pages a second", load.updates / options.load_seconds],
        ["files counted", sum(job.state is JobState.SUCCEEDED for job in load.jobs)],
        ["dashboard: CPU, cores", (last.cpu - first.cpu) / seconds],
        ["clients: CPU, cores", (last.clients_cpu - first.clients_cpu) / seconds],
        ["whole machine: CPU, cores", (last.machine_cpu - first.machine_cpu) / seconds],
        ["dashboard: memory before, MB", memory.before / _MEGABYTE],
        ["dashboard: with all tabs open, MB", memory.opened / _MEGABYTE],
        ["dashboard: after a fifth of the time, MB", fifth / _MEGABYTE],
        ["dashboard: at the end, MB", end / _MEGABYTE],
        ["dashboard: growth, MB", (end - fifth) / _MEGABYTE],
        ["dashboard: after all were closed, MB", memory.closed / _MEGABYTE],
        ["a tab: memory, MB", (end - memory.before) / _MEGABYTE / options.load_sessions],
    ]


def _usual_memory(samples: Sequence[_Sample], share: float) -> float:
    """Median of the tenth of the time that begins when this share of it has passed."""
    begin, length = int(len(samples) * share), max(1, len(samples) // 10)
    return statistics.median(sample.memory for sample in samples[begin : begin + length])


def _switch_rows(switches: Sequence[Switch]) -> list[list[Cell]]:
    seconds = sorted(switch.seconds for switch in switches)
    rows: list[list[Cell]] = [
        ["page switches", len(seconds)],
        ["page switch: median s", statistics.median(seconds)],
        ["page switch: p95 s", _p95(seconds)],
        ["page switch: most s", seconds[-1]],
    ]
    for page, name in _PAGES.items():
        rows.append([f"to the {name}: p95 s", _p95([each.seconds for each in switches if each.page == page])])
    return rows


def _p95(seconds: Sequence[float]) -> float | None:
    return sorted(seconds)[int(len(seconds) * 0.95)] if seconds else None


def _note(pace: _Pace, people: Sequence[Analyst], load: _Load) -> str:
    note = _NOTE.format(len(people), _TABS, *pace.thinking, pace.file_every)
    told = sorted(set(load.troubles))[:_MOST_TOLD]
    return f"{note} Errors: {'; '.join(told)}." if told else note
