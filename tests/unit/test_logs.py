"""What reaches the log: one format for all, and nothing that belongs to a customer or opens a door."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from worker.logs import adopt_loggers, configure_logs, hide_secrets

SIGNED = (
    "http://127.0.0.1:8333/audience/uploads/local/1.csv?partNumber=1&X-Amz-Algorithm=AWS4-HMAC-SHA256"
    "&X-Amz-Credential=AKIA1%2F2026&X-Amz-Signature=0badc0de"
)


class Stream(io.StringIO):
    """Standard error, as a terminal or not."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Stream]]:
    """Configure the logs to go to a stream, which is returned; all is as before after the test."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def configure(*, is_terminal: bool = False, level: str = "INFO") -> Stream:
        stream = Stream(is_terminal=is_terminal)
        monkeypatch.setattr(sys, "stderr", stream)
        configure_logs(level)
        return stream

    yield configure
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.contextvars.clear_contextvars()
    structlog.reset_defaults()


def lines(stream: Stream) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("row of ada.l+x@example.org was bad", "row of [hidden] was bad"),
        ("ADA@EXAMPLE.ORG,DE", "[hidden],DE"),
        ("nats://user:pass@host:4222", "nats://[hidden]host:4222"),
        (f"PUT {SIGNED} failed", "PUT [hidden] failed"),
        ("https://b.s3.amazonaws.com/k?AWSAccessKeyId=AKIA&Signature=x", "[hidden]"),
        ("…&x-amz-signature=0badc0de&partNumber=1", "…&[hidden]&partNumber=1"),
        ("http://127.0.0.1:8333/health", "http://127.0.0.1:8333/health"),
        ("worker host:41 holds 3 jobs", "worker host:41 holds 3 jobs"),
    ],
)
def test_promise_25_what_looks_secret_is_hidden_and_the_rest_is_kept(text: str, shown: str) -> None:
    assert hide_secrets(None, "info", {"event": text}) == {"event": shown}


def test_promise_25_secrets_are_hidden_however_deep_and_in_whatever_object() -> None:
    event = {
        "a": [{"b": ("ada@x.org", 7)}],
        "error": ValueError("ada@x.org"),
        "path": Path("ada@x.org"),
        "n": 1,
    }

    assert hide_secrets(None, "info", event) == {
        "a": [{"b": ["[hidden]", 7]}],
        "error": "[hidden]",
        "path": "[hidden]",
        "n": 1,
    }


def test_outside_a_terminal_every_line_is_one_json_object(logged: Callable[..., Stream]) -> None:
    stream = logged()

    structlog.get_logger().info("job.started", job_id="j1", bytes=12)
    logging.getLogger("some.library").warning("ada@x.org from %s", "ada@x.org")

    ours, theirs = lines(stream)
    assert (ours["event"], ours["job_id"], ours["bytes"], ours["level"]) == ("job.started", "j1", 12, "info")
    assert "timestamp" in ours
    assert theirs["event"] == "[hidden] from [hidden]"


def test_one_job_is_followed_through_libraries_by_its_id(logged: Callable[..., Stream]) -> None:
    stream = logged()

    with structlog.contextvars.bound_contextvars(job_id="j1"):
        structlog.get_logger().info("a")
        logging.getLogger("some.library").warning("b")
    structlog.get_logger().info("c")

    assert [line.get("job_id") for line in lines(stream)] == ["j1", "j1", None]


@pytest.mark.parametrize("is_terminal", [True, False])
def test_promise_25_a_traceback_shows_neither_local_variables_nor_secrets(
    logged: Callable[..., Stream], is_terminal: bool
) -> None:
    stream = logged(is_terminal=is_terminal)

    def fail(name: str) -> None:
        local_variable = name * 2
        raise ValueError(f"ada@x.org {len(local_variable)}")

    try:
        fail(f"customers-of-{'acme'}.csv")
    except ValueError:
        structlog.get_logger().exception("job.broke_off")

    text = stream.getvalue()
    assert "job.broke_off" in text
    assert "ValueError" in text
    assert "customers-of-acme" not in text
    assert "ada@x.org" not in text


def test_in_a_terminal_lines_are_for_people(logged: Callable[..., Stream]) -> None:
    stream = logged(is_terminal=True)

    structlog.get_logger().info("worker.started", to="ada@x.org")

    assert "worker.started" in stream.getvalue()
    assert "ada@x.org" not in stream.getvalue()
    assert not stream.getvalue().startswith("{")


def test_the_level_is_kept(logged: Callable[..., Stream]) -> None:
    stream = logged(level="warning")

    structlog.get_logger().info("quiet")
    structlog.get_logger().warning("loud")

    assert [line["event"] for line in lines(stream)] == ["loud"]


def test_a_library_with_a_handler_of_its_own_is_brought_into_line(logged: Callable[..., Stream]) -> None:
    own = Stream(is_terminal=False)
    library = logging.getLogger("library.with.handler")
    library.addHandler(logging.StreamHandler(own))
    library.propagate = False
    stream = logged()

    adopt_loggers(["library.with.handler"])
    library.warning("ada@x.org")

    assert own.getvalue() == ""
    assert [line["event"] for line in lines(stream)] == ["[hidden]"]
