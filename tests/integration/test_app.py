"""`streamlit run app.py`: one command starts all, and every way to end it ends all."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import httpx
import psutil
import pytest

from tests.dashboard import Dashboard, gone
from tests.misconfigured import MISCONFIGURED
from tests.waiting import wait_until
from worker.errors import ConfigurationError
from worker.settings import Settings, load_settings
from worker.setup import bucket_rules

StartDashboard = Callable[..., Dashboard]


@pytest.fixture(autouse=True)
def _no_process_is_kept_warm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIENCE_WARM_PROCESSES", "0")


def _described() -> Settings | None:
    try:
        return load_settings()
    except ConfigurationError:
        return None


def _complete_family(board: Dashboard) -> list[psutil.Process]:
    """Dashboard, supervisor, two servers, worker."""

    def complete() -> list[psutil.Process]:
        members = board.family()
        return members if len(members) >= 5 else []

    return wait_until(complete, what="all processes")


def test_one_command_serves_pages_that_may_send_to_storage(dashboard: StartDashboard) -> None:
    board = dashboard()

    settings = load_settings()
    assert settings.is_embedded
    allowed = bucket_rules.allowed_origins(bucket_rules.administrator(settings), settings.s3_bucket)
    assert allowed == {f"http://localhost:{board.port}", f"http://127.0.0.1:{board.port}"}
    assert "Traceback" not in board.output


@pytest.mark.parametrize("how", ["ctrl-C", "SIGTERM", "SIGHUP"])
def test_stopping_leaves_no_process(dashboard: StartDashboard, how: str) -> None:
    board = dashboard()
    processes = _complete_family(board)

    if how == "ctrl-C":
        board.interrupt()
    else:
        processes[0].send_signal(signal.Signals[how])

    wait_until(lambda: board.process is not None and board.process.poll() is not None, what="the end")
    wait_until(lambda: gone(processes), timeout=15, what="the end of all processes")
    assert "Traceback" not in board.output


def test_kill_9_leaves_no_process_and_the_next_start_has_all_it_kept(dashboard: StartDashboard) -> None:
    board = dashboard()
    processes = _complete_family(board)
    settings = load_settings()
    client = bucket_rules.administrator(settings)
    client.put_object(Bucket=settings.s3_bucket, Key="reports/a.csv", Body=b"kept")

    board.kill()
    wait_until(lambda: gone(processes), timeout=15, what="the end of all processes")

    dashboard()
    settings = load_settings()
    client = bucket_rules.administrator(settings)
    assert client.get_object(Bucket=settings.s3_bucket, Key="reports/a.csv")["Body"].read() == b"kept"


@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM"])
def test_whoever_ends_the_supervisor_the_servers_come_back_with_all_they_kept(
    dashboard: StartDashboard, how: str
) -> None:
    board = dashboard()
    _, supervisor, *others = _complete_family(board)
    before = load_settings()
    bucket_rules.administrator(before).put_object(Bucket=before.s3_bucket, Key="reports/a.csv", Body=b"kept")

    supervisor.send_signal(signal.Signals[how])
    wait_until(lambda: gone([supervisor, *others]), timeout=40, what="the end of the servers")

    assert len(_complete_family(board)) == 5
    after = wait_until(_described, what="the servers' description")
    assert (after.s3_endpoint, after.broker_url) == (before.s3_endpoint, before.broker_url)
    client = bucket_rules.administrator(after)
    assert client.get_object(Bucket=after.s3_bucket, Key="reports/a.csv")["Body"].read() == b"kept"
    assert httpx.get(f"{board.url}/_stcore/health").status_code == 200


def test_servers_that_cannot_come_back_end_the_dashboard_with_a_sentence(dashboard: StartDashboard) -> None:
    board = dashboard()
    _, supervisor, *_ = _complete_family(board)
    identity = board.data_dir / "identity.json"

    identity.write_text("not an identity")
    supervisor.kill()

    assert board.process is not None
    assert board.process.wait(60) == 1
    assert "Something ended the embedded servers, and they do not come back. The file" in board.output
    assert "Traceback" not in board.output


def test_a_second_dashboard_shares_the_servers_of_the_first(dashboard: StartDashboard) -> None:
    first = dashboard()
    servers = load_settings().s3_endpoint

    second = dashboard()

    settings = load_settings()
    assert settings.s3_endpoint == servers
    allowed = bucket_rules.allowed_origins(bucket_rules.administrator(settings), settings.s3_bucket)
    assert {first.url, second.url} <= allowed


def test_it_starts_from_any_folder(dashboard: StartDashboard, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    board = dashboard(folder=elsewhere)

    assert "Traceback" not in board.output
    addresses = {
        c.laddr.ip for c in board.family()[0].net_connections("tcp") if c.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}  # from .streamlit/config.toml


def test_with_servers_of_the_operators_own_nothing_is_embedded(
    dashboard: StartDashboard, settings: Settings
) -> None:
    board = dashboard()

    assert len(board.family()) == 1
    assert not settings.data_dir.exists()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"AUDIENCE_BROKER_URL": "nats://127.0.0.1:4222"}, "A broker is configured but S3 is not"),
        ({"AUDIENCE_JOB_MEMORY_MB": "many"}, "Unusable settings: AUDIENCE_JOB_MEMORY_MB"),
        ({"AUDIENCE_DATA_DIR": "/dev/null/data"}, "The data folder /dev/null/data cannot be used"),
        (
            {"STREAMLIT_SERVER_ADDRESS": "0.0.0.0"},
            "There is no login, so the pages answer on this machine only",
        ),
        (
            {"STREAMLIT_SERVER_ALLOWED_HOSTS": "audience.example"},
            "server.allowedHosts names audience.example",
        ),
        ({"AUDIENCE_ALLOWED_DOMAINS": ","}, "Unusable settings: AUDIENCE_ALLOWED_DOMAINS"),
    ],
)
def test_what_hinders_the_start_is_one_sentence(
    tmp_path: Path, environment: dict[str, str], sentence: str
) -> None:
    _refuses(Dashboard(tmp_path / "data", environment=environment), sentence)


def test_promise_23_without_login_no_flag_opens_the_pages_to_others(tmp_path: Path) -> None:
    _refuses(Dashboard(tmp_path / "data", options={"server.address": "0.0.0.0"}), "There is no login")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("[auth]\nclient_id = 'audience'\n", "lacks redirect_uri, cookie_secret"), ("[auth", "cannot be read")],
)
def test_promise_23_a_broken_login_hinders_the_start(tmp_path: Path, content: str, sentence: str) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(content)
    _refuses(Dashboard(tmp_path / "data", options={"secrets.files": str(secrets)}), sentence)


def test_with_plain_words_others_are_served_without_login(dashboard: StartDashboard) -> None:
    board = dashboard(
        environment={"AUDIENCE_ALLOW_WITHOUT_LOGIN": "yes"}, options={"server.address": "0.0.0.0"}
    )
    assert "There is no login" not in board.output


def _refuses(board: Dashboard, sentence: str) -> None:
    process = board.launch()

    assert process.wait(60) == 1
    assert sentence in board.output
    assert "Traceback" not in board.output


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"AUDIENCE_S3_BUCKET": "no-such-bucket"}, "The S3 bucket 'no-such-bucket' does not exist."),
        ({"AWS_SECRET_ACCESS_KEY": "wrong"}, "The S3 credentials are wrong"),
        ({"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, "There are no S3 credentials"),
        *MISCONFIGURED,
    ],
)
def test_servers_of_the_operators_own_that_refuse_it_end_the_start_with_one_sentence(
    settings: Settings, tmp_path: Path, environment: dict[str, str], sentence: str
) -> None:
    board = Dashboard(tmp_path / "data", environment=environment)
    process = board.launch()

    assert process.wait(60) == 1
    assert sentence in board.output
    assert "Traceback" not in board.output


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"AUDIENCE_BROKER_URL": "nats://127.0.0.1:9"}, "The queue cannot be reached right now;"),
        ({"AUDIENCE_S3_ENDPOINT": "http://127.0.0.1:9"}, "The storage cannot be reached right now;"),
    ],
)
def test_a_server_that_is_away_at_the_start_is_told_and_pages_are_served(
    dashboard: StartDashboard, settings: Settings, environment: dict[str, str], sentence: str
) -> None:
    board = dashboard(environment=environment)

    assert httpx.get(board.url, trust_env=False).status_code == 200
    assert sentence in board.output
    assert "Traceback" not in board.output
