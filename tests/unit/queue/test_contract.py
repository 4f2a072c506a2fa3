from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from worker.errors import ConfigurationError
from worker.queue.contract import ProcessAudience, asyncapi_schema, make_app, make_server
from worker.queue.jetstream import JetStreamServer
from worker.running.consumer import serve
from worker.settings import Settings


def parse(payload: Any) -> ProcessAudience:
    return ProcessAudience.model_validate_json(json.dumps(payload))


@pytest.mark.parametrize("job_id", [123, 0, -7, 2**64 - 1, "123", "true", "0197-a_Z", "x" * 64])
def test_a_job_id_is_an_integer_or_a_short_name(job_id: int | str) -> None:
    parsed = parse({"job_id": job_id, "s3_key": "uploads/123.csv"}).job_id
    assert parsed == job_id
    assert type(parsed) is type(job_id)


@pytest.mark.parametrize(
    "job_id", [True, False, None, 1.0, 1.5, 2**64, "", "x" * 65, "../1", "a b", "a\n", "ü", [1], {"a": 1}]
)
def test_anything_else_is_no_job_id(job_id: object) -> None:
    with pytest.raises(ValidationError):
        parse({"job_id": job_id, "s3_key": "uploads/123.csv"})


@pytest.mark.parametrize("s3_key", ["", "k" * 1025, None, 5, True, ["uploads/123.csv"]])
def test_a_key_is_a_text_of_sensible_length(s3_key: object) -> None:
    with pytest.raises(ValidationError):
        parse({"job_id": 123, "s3_key": s3_key})


def test_what_else_a_message_says_is_ignored() -> None:
    message = parse({"job_id": 123, "s3_key": "uploads/123.csv", "priority": "high"})
    assert message == ProcessAudience(job_id=123, s3_key="uploads/123.csv")


def test_the_asyncapi_document_describes_channel_message_and_server_without_credentials() -> None:
    app = make_app(JetStreamServer("nats://user:secret@broker.example:4333"))

    async def handle(message: ProcessAudience, *, is_repeated: bool) -> None: ...

    serve(app, handle)
    text = json.dumps(asyncapi_schema(app))
    schema = json.loads(text)
    assert "secret" not in text
    assert schema["asyncapi"].startswith("3.")
    assert schema["info"]["title"] == "Audience Reports"
    assert schema["servers"]["broker"]["host"] == "broker.example:4333"
    assert schema["channels"]["process_audience"]["description"]
    assert {operation["action"] for operation in schema["operations"].values()} == {"send", "receive"}
    for name in ("process_audience", "ProcessAudience"):
        message = schema["components"]["messages"][name]
        assert message["payload"]["required"] == ["job_id", "s3_key"]
        assert message["examples"][0]["payload"] == {"job_id": 123, "s3_key": "uploads/123.csv"}


def test_a_broker_must_be_configured() -> None:
    with pytest.raises(ConfigurationError, match="AUDIENCE_BROKER_URL"):
        make_server(Settings(broker_url=None))


@pytest.mark.parametrize(
    "url", ["", "broker:4222", "http://broker", "nats://", "nats://broker:port", "nats://[::1"]
)
def test_a_broker_address_that_makes_no_sense_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ConfigurationError, match="AUDIENCE_BROKER_URL is not an address such as") as refusal:
        JetStreamServer(url)
    assert "[::1" not in refusal.value.message


def test_several_addresses_of_one_cluster_may_be_given() -> None:
    assert JetStreamServer("nats://u:p@one, tls://two:4333").host == "one:4222,two:4333"
