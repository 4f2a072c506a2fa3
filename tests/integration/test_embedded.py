"""The one-machine default: it starts, ends, survives and is shared."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.dashboard import gone
from tests.integration.stacks import Stacks, running
from tests.waiting import wait_until
from worker.embedded.identity import Identity
from worker.embedded.launch import launch
from worker.embedded.servers import nats_answers, s3_answers
from worker.errors import ConfigurationError
from worker.settings import EmbeddedServers, load_settings, read_settings
from worker.setup import bucket_rules


@pytest.fixture
def stacks() -> Iterator[Stacks]:
    with ExitStack() as stop:
        yield Stacks(stop)


def _answers() -> bool:
    folder = read_settings().data_dir
    identity = Identity.of(folder)
    return s3_answers(identity, folder / "seaweedfs") and nats_answers(identity)


def test_a_started_stack_answers_and_stopping_it_leaves_no_process(stacks: Stacks) -> None:
    processes = stacks.start()
    assert _answers()
    assert load_settings().is_embedded

    stacks.end()

    assert gone(processes)
    with pytest.raises(ConfigurationError, match="none run here"):
        load_settings()


def test_the_next_start_has_the_same_objects_credentials_and_addresses(stacks: Stacks) -> None:
    stacks.start()
    before = load_settings()
    stacks.client().put_object(Bucket=before.s3_bucket, Key="reports/a.csv", Body=b"kept")
    stacks.end()

    stacks.start()

    after = load_settings()
    assert after.credentials == before.credentials
    assert (after.s3_endpoint, after.broker_url) == (before.s3_endpoint, before.broker_url)
    kept = stacks.client().get_object(Bucket=after.s3_bucket, Key="reports/a.csv")["Body"].read()
    assert kept == b"kept"


def test_a_killed_parent_leaves_no_process_and_the_next_start_is_clean(stacks: Stacks) -> None:
    parent, processes = stacks.start_below_a_parent()

    parent.kill()

    wait_until(lambda: gone(processes), timeout=15, what="the end of the stack")
    stacks.start()
    assert _answers()


def test_a_killed_supervisor_leaves_no_process_and_the_next_start_is_clean(stacks: Stacks) -> None:
    processes = stacks.start()
    processes[0].kill()

    wait_until(lambda: gone(processes), timeout=15, what="the end of the stack")

    assert EmbeddedServers.path(read_settings().data_dir).exists()  # stale
    stacks.start()
    assert _answers()


@pytest.mark.parametrize("program", ["weed", "nats-server", "worker"])
def test_what_dies_is_restarted_on_the_same_ports(stacks: Stacks, program: str) -> None:
    supervisor, *children = stacks.start()
    (victim,) = wait_until(lambda: running(supervisor, program), what=f"{program} running")
    endpoint = load_settings().s3_endpoint

    victim.kill()

    def is_back() -> bool:
        return any(child not in children for child in running(supervisor, program)) and _answers()

    wait_until(is_back, what=f"{program} running again")
    assert load_settings().s3_endpoint == endpoint


def test_a_second_launcher_joins_and_takes_over_when_the_first_ends(stacks: Stacks) -> None:
    stacks.start(origins=["http://localhost:8501"])
    first = load_settings()
    stacks.client().put_object(Bucket=first.s3_bucket, Key="reports/a.csv", Body=b"kept")
    standby = stacks.join(origins=["http://localhost:8502"])
    assert standby.children() == []
    both = {"http://localhost:8501", "http://localhost:8502"}
    assert bucket_rules.allowed_origins(stacks.client(), first.s3_bucket) == both

    stacks.end(0)

    def took_over() -> bool:
        try:
            return load_settings().is_embedded and len(standby.children()) == 3
        except ConfigurationError:
            return False

    wait_until(took_over, what="the second one taking over")
    second = load_settings()
    assert second.s3_endpoint == first.s3_endpoint
    kept = stacks.client().get_object(Bucket=second.s3_bucket, Key="reports/a.csv")["Body"].read()
    assert kept == b"kept"
    assert "http://localhost:8502" in bucket_rules.allowed_origins(stacks.client(), second.s3_bucket)


def test_a_taken_port_is_replaced(stacks: Stacks) -> None:
    stacks.start()
    taken = Identity.of(read_settings().data_dir).ports.s3
    stacks.end()

    with socket.create_server(("127.0.0.1", taken)):
        stacks.start()

        assert _answers()
        assert Identity.of(read_settings().data_dir).ports.s3 != taken


def test_an_odd_data_folder_behind_a_link_works(
    stacks: Stacks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / 'données, 100% d\'ici; "x" #1'
    odd.mkdir()
    link = tmp_path / "link"
    link.symlink_to(odd)
    monkeypatch.setenv("AUDIENCE_DATA_DIR", str(link))

    stacks.start()

    settings = load_settings()
    stacks.client().put_object(Bucket=settings.s3_bucket, Key="a", Body=b"x" * 5_000_000)
    assert stacks.client().head_object(Bucket=settings.s3_bucket, Key="a")["ContentLength"] == 5_000_000


def test_a_data_folder_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("AUDIENCE_DATA_DIR", str(tmp_path / "file"))

    with pytest.raises(ConfigurationError, match=r"data folder .* cannot be used .*AUDIENCE_DATA_DIR"):
        launch(read_settings(), [])
