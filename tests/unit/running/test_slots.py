from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from worker.running.slots import default_slots

GIGABYTE = 1 << 30


@pytest.fixture
def slots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The slots on a machine of 8 cores and 32 GB, in the control group outer/inner of these limits."""
    monkeypatch.setattr("worker.running.slots._cores", lambda: 8)
    monkeypatch.setattr(
        "worker.running.slots.psutil.virtual_memory", lambda: SimpleNamespace(available=32 * GIGABYTE)
    )
    membership, groups = tmp_path / "membership", tmp_path / "groups"
    (groups / "outer" / "inner").mkdir(parents=True)
    membership.write_text("4:memory:/elsewhere\n0::/outer/inner\n")

    def count(job_memory_bytes: int = GIGABYTE, look_memory_bytes: int = 0, **limits: str) -> int:
        for name, text in limits.items():
            group, _, control = name.partition("_")
            place = groups / "outer" / ("inner" if group == "inner" else "")
            (place / control.replace("_", ".")).write_text(f"{text}\n")
        return default_slots(job_memory_bytes, look_memory_bytes, membership, groups)

    return count


def test_a_job_for_every_two_cores(slots: Callable[..., int]) -> None:
    assert slots() == 4


def test_no_more_jobs_than_fit_into_memory(slots: Callable[..., int]) -> None:
    assert slots(job_memory_bytes=16 * GIGABYTE) == 2


def test_a_look_beside_the_jobs_has_its_memory_too(slots: Callable[..., int]) -> None:
    assert slots(job_memory_bytes=8 * GIGABYTE) == 4
    assert slots(job_memory_bytes=8 * GIGABYTE, look_memory_bytes=1) == 3


def test_at_least_one_job(slots: Callable[..., int]) -> None:
    assert slots(job_memory_bytes=64 * GIGABYTE) == 1


def test_a_container_may_have_fewer_cores_than_its_machine(slots: Callable[..., int]) -> None:
    assert slots(inner_cpu_max="max 100000", outer_cpu_max="400000 100000") == 2


def test_a_container_may_have_less_memory_than_its_machine(slots: Callable[..., int]) -> None:
    limits = {"memory_max": str(4 * GIGABYTE), "memory_current": str(3 * GIGABYTE)}
    used = {f"inner_{name}": text for name, text in limits.items()}

    assert slots(**used) == 1
    assert slots(**used, inner_memory_stat=f"anon 1\ninactive_file {2 * GIGABYTE}") == 3


def test_control_groups_without_limits_change_nothing(slots: Callable[..., int]) -> None:
    assert slots(inner_memory_max="max", inner_memory_current="5", outer_cpu_max="max 100000") == 4


def test_a_machine_without_control_groups_is_asked_itself(tmp_path: Path) -> None:
    assert default_slots(GIGABYTE, 0, tmp_path / "none", tmp_path / "none") >= 1
