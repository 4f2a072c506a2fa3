"""Settings: from the environment, from running embedded servers, or one sentence that says what is wrong."""

from __future__ import annotations

import json
import os

import pytest
from botocore.utils import is_valid_uri

from worker.errors import ConfigurationError
from worker.settings import EmbeddedServers, Settings, load_settings, read_settings

OWN_SERVERS = {
    "AUDIENCE_S3_ENDPOINT": "http://s3.example:9000",
    "AUDIENCE_BROKER_URL": "nats://broker.example",
}


def _describe(pid: int) -> None:
    """What a supervisor leaves in the data folder."""
    path = EmbeddedServers.path(read_settings().data_dir)
    path.parent.mkdir(parents=True, exist_ok=True)
    described = {
        "supervisor_pid": pid,
        "s3_endpoint": "http://127.0.0.1:11000",
        "broker_url": "nats://user:word@127.0.0.1:12000",
        "access_key": "key",
        "secret_key": "hush",
    }
    path.write_text(json.dumps(described))


def _set(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)


def test_without_configuration_no_servers_are_named() -> None:
    settings = read_settings()
    assert not settings.names_servers
    assert not settings.is_embedded
    assert settings.credentials is None


def test_an_empty_variable_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, {"AUDIENCE_S3_ENDPOINT": "", "AUDIENCE_BROKER_URL": "", "AUDIENCE_S3_BUCKET": ""})
    assert not read_settings().names_servers


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("AUDIENCE_ALLOWED_DOMAIN", "AUDIENCE_ALLOWED_DOMAINS"),
        ("AUDIENCE_ALLOWED_EMAIL", "AUDIENCE_ALLOWED_EMAILS"),
        ("AUDIENCE_OPERATOR", "AUDIENCE_OPERATORS"),
        ("AUDIENCE_S3_PUBLIC_URL", "AUDIENCE_S3_PUBLIC_ENDPOINT"),
        ("audience_lease_sec", "AUDIENCE_LEASE_SECONDS"),
    ],
)
def test_a_setting_that_does_not_exist_is_refused_with_the_nearest_that_does(
    monkeypatch: pytest.MonkeyPatch, name: str, meant: str
) -> None:
    monkeypatch.setenv(name, "example.com")
    with pytest.raises(ConfigurationError, match=f"{name} does not exist, did you mean {meant}?"):
        read_settings()
    monkeypatch.setenv(name, "")
    read_settings()


def test_a_setting_unlike_any_other_is_refused_and_its_value_not_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AUDIENCE_XYZZY", "hush")
    with pytest.raises(ConfigurationError, match=r"AUDIENCE_XYZZY does not exist\.$"):
        read_settings()


def test_what_kubernetes_tells_of_services_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    links = {
        "AUDIENCE_S3_SERVICE_HOST": "10.0.0.1",
        "AUDIENCE_S3_SERVICE_PORT": "9000",
        "AUDIENCE_S3_SERVICE_PORT_HTTP": "9000",
        "AUDIENCE_S3_PORT": "tcp://10.0.0.1:9000",
        "AUDIENCE_S3_PORT_9000_TCP_ADDR": "10.0.0.1",
        "AUDIENCE_S3_PORT_9000_TCP": "tcp://10.0.0.1:9000",
    }
    _set(monkeypatch, links)
    assert read_settings() == Settings()


def test_own_servers_are_named_and_used_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, OWN_SERVERS)
    _describe(os.getpid())  # running embedded servers change nothing
    settings = load_settings()
    assert settings.names_servers
    assert not settings.is_embedded
    assert settings.s3_endpoint == "http://s3.example:9000"
    assert settings.public_endpoint == "http://s3.example:9000"
    assert settings.credentials is None


def test_browsers_may_reach_s3_by_another_address(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, {**OWN_SERVERS, "AUDIENCE_S3_PUBLIC_ENDPOINT": "https://files.example"})
    settings = read_settings()
    assert settings.public_endpoint == "https://files.example"
    assert settings.s3_endpoint == "http://s3.example:9000"


def test_a_bucket_and_a_broker_alone_mean_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    _set(monkeypatch, {"AUDIENCE_S3_BUCKET": "reports", "AUDIENCE_BROKER_URL": "nats://broker.example"})
    settings = load_settings()
    assert settings.public_endpoint is None
    assert settings.s3_bucket == "reports"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"AUDIENCE_S3_ENDPOINT": "http://s3.example"}, "set AUDIENCE_BROKER_URL"),
        ({"AUDIENCE_S3_BUCKET": "reports"}, "set AUDIENCE_BROKER_URL"),
        ({"AUDIENCE_BROKER_URL": "nats://broker.example"}, "set AUDIENCE_S3_ENDPOINT, or AUDIENCE_S3_BUCKET"),
        ({"AUDIENCE_MAX_FILE_GB": "0"}, "AUDIENCE_MAX_FILE_GB: Input should be greater than 0"),
        (
            {"AUDIENCE_ABANDONED_DAYS": "0"},
            "AUDIENCE_ABANDONED_DAYS: Input should be greater than or equal to 1",
        ),
        ({"AUDIENCE_RAW_DAYS": "1.5"}, "AUDIENCE_RAW_DAYS"),
        ({"AUDIENCE_URL_LIFETIME_SECONDS": "901"}, "AUDIENCE_URL_LIFETIME_SECONDS"),
        ({"AUDIENCE_S3_REGION": "my region"}, "AUDIENCE_S3_REGION: .* like eu-central-1"),
        ({"AUDIENCE_S3_BUCKET": "my bucket!"}, "AUDIENCE_S3_BUCKET: .* a bucket's name"),
        ({"AUDIENCE_LOG_LEVEL": "LOUD"}, "AUDIENCE_LOG_LEVEL: Input should be 'DEBUG', 'INFO', "),
        (
            {"AUDIENCE_LEASE_SECONDS": "60", "AUDIENCE_HEARTBEAT_SECONDS": "16"},
            "AUDIENCE_HEARTBEAT_SECONDS: Must be at most a quarter of AUDIENCE_LEASE_SECONDS",
        ),
        ({"AUDIENCE_LEASE_SECONDS": "5"}, "AUDIENCE_HEARTBEAT_SECONDS: Must be at most a quarter"),
        ({"AUDIENCE_ALLOWED_DOMAINS": ","}, "AUDIENCE_ALLOWED_DOMAINS.*give domains such as example.org"),
        ({"AUDIENCE_ALLOWED_DOMAINS": "*.example.org"}, "AUDIENCE_ALLOWED_DOMAINS.*give domains"),
        ({"AUDIENCE_ALLOWED_DOMAINS": "@example.org"}, "AUDIENCE_ALLOWED_DOMAINS.*give domains"),
        (
            {"AUDIENCE_ALLOWED_EMAILS": "ada@example.org; b@example.org"},
            "ALLOWED_EMAILS.*separated by commas",
        ),
        ({"AUDIENCE_OPERATORS": "ops"}, "AUDIENCE_OPERATORS.*give email addresses"),
        ({"AUDIENCE_ALLOW_WITHOUT_LOGIN": "perhaps"}, "AUDIENCE_ALLOW_WITHOUT_LOGIN"),
        ({"AUDIENCE_FRAME_ANCESTORS": "*"}, "AUDIENCE_FRAME_ANCESTORS.*give none, or self"),
        ({"AUDIENCE_S3_CA": "nowhere.pem"}, "AUDIENCE_S3_CA.*file of certificates"),
        ({"AUDIENCE_BROKER_CA": "README.md"}, "AUDIENCE_BROKER_CA.*file of certificates"),
        ({"AUDIENCE_TRUSTED_PROXIES": "*"}, "AUDIENCE_TRUSTED_PROXIES.*give addresses or networks"),
        ({"AUDIENCE_TRUSTED_PROXIES": "0.0.0.0/0"}, "AUDIENCE_TRUSTED_PROXIES.*give addresses"),
        ({"AUDIENCE_TRUSTED_PROXIES": "10.0.0.1,nginx"}, "AUDIENCE_TRUSTED_PROXIES.*give addresses"),
        ({"AUDIENCE_FRAME_ANCESTORS": "self; script-src *"}, "AUDIENCE_FRAME_ANCESTORS.*give none"),
        (
            {"AUDIENCE_WORKER_SLOTS": "two", "AUDIENCE_HEALTH_PORT": "-1"},
            "AUDIENCE_WORKER_SLOTS.*; AUDIENCE_HEALTH_PORT",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], sentence: str
) -> None:
    _set(monkeypatch, environment)
    with pytest.raises(ConfigurationError, match=sentence) as refused:
        read_settings()
    assert "\n" not in refused.value.message


@pytest.mark.parametrize("name", ["AUDIENCE_S3_ENDPOINT", "AUDIENCE_S3_PUBLIC_ENDPOINT"])
@pytest.mark.parametrize(
    "address",
    [
        "localhost:9000",
        "s3.example.com",
        "s3://s3.example.com",
        "http://",
        "http://my_storage:9000",
        "http://s3.example.com:port",
        "http://s3.example.com:0",
        "http://s3. example.com",
        "http://[::1",
    ],
)
def test_an_address_of_s3_without_scheme_or_host_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, address: str
) -> None:
    _set(monkeypatch, {**OWN_SERVERS, name: address})
    with pytest.raises(ConfigurationError, match=f"{name}: Input should be http:// or https:// and a host"):
        read_settings()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8333",
        "http://[::1]:9000",
        "https://s3.example.com/",
        "https://MinIO",
        "http://a-b.c.",
    ],
)
def test_whatever_address_the_s3_client_takes_is_taken(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    assert is_valid_uri(address)
    _set(monkeypatch, {**OWN_SERVERS, "AUDIENCE_S3_ENDPOINT": address})
    assert read_settings().s3_endpoint == address


def test_a_bucket_may_be_an_access_point(monkeypatch: pytest.MonkeyPatch) -> None:
    access_point = "arn:aws:s3:eu-central-1:123456789012:accesspoint/audience"
    _set(monkeypatch, {**OWN_SERVERS, "AUDIENCE_S3_BUCKET": access_point})
    assert read_settings().s3_bucket == access_point


def test_the_log_level_may_be_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIENCE_LOG_LEVEL", "debug")
    assert read_settings().log_level == "DEBUG"


def test_a_wrong_value_is_not_repeated() -> None:
    """It could be a secret put into the wrong variable."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIENCE_JOB_MEMORY_MB", "hush")
        with pytest.raises(ConfigurationError) as refused:
            read_settings()
    assert "hush" not in refused.value.message
