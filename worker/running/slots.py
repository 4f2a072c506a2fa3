"""How many jobs a worker takes at once, unless it is told: what its cores and its memory allow."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil

_CORES_OF_A_JOB = 2
_MEMBERSHIP = Path("/proc/self/cgroup")
_GROUPS = Path("/sys/fs/cgroup")
_UNIFIED = "0::"
_NO_LIMIT = "max"


def default_slots(
    job_memory_bytes: int,
    look_memory_bytes: int = 0,
    membership: Path = _MEMBERSHIP,
    groups: Path = _GROUPS,
) -> int:
    """One for every two cores, since counting uses two, as far as each may have its memory; at least one.

    Args:
        job_memory_bytes: the most that one job may use.
        look_memory_bytes: what a look at a waiting file may use beside them.
        membership: where the kernel says in which control group this process is.
        groups: where control groups (version 2) are mounted.
    """
    ours = list(_control_groups(membership, groups))
    cores = min([_cores(), *_group_cores(ours)])
    memory = min([psutil.virtual_memory().available, *_group_memory(ours)])
    return max(1, min(int(cores / _CORES_OF_A_JOB), int((memory - look_memory_bytes) / job_memory_bytes)))


def _cores() -> float:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _control_groups(membership: Path, groups: Path) -> Iterator[Path]:
    """The control group of this process and those around it, each of which limits it."""
    try:
        lines = membership.read_text().splitlines()
    except OSError:
        return
    for line in lines:
        if line.startswith(_UNIFIED):
            group = groups / line.removeprefix(_UNIFIED).lstrip("/")
            yield from (place for place in (group, *group.parents) if place.is_relative_to(groups))


def _group_cores(ours: list[Path]) -> Iterator[float]:
    for group in ours:
        quota, _, period = _read(group / "cpu.max").partition(" ")
        if quota.isdigit() and period.strip().isdigit():
            yield int(quota) / int(period)


def _group_memory(ours: list[Path]) -> Iterator[int]:
    for group in ours:
        limit, used = _read(group / "memory.max"), _read(group / "memory.current")
        if limit.isdigit() and used.isdigit():
            yield int(limit) - int(used) + _cached_bytes(group)


def _cached_bytes(group: Path) -> int:
    """Memory in use that the kernel gives back when somebody needs it: files read and not needed since."""
    for line in _read(group / "memory.stat").splitlines():
        name, _, value = line.partition(" ")
        if name == "inactive_file":
            return int(value)
    return 0


def _read(path: Path) -> str:
    """What a control file says; the same as no limit when there is none."""
    try:
        return path.read_text().strip()
    except OSError:
        return _NO_LIMIT
