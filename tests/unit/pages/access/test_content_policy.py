"""The policy lets pages reach their own server and the storage, and nobody else."""

from __future__ import annotations

import pytest

from pages.access import content_policy
from pages.access.content_policy import policy
from worker.settings import Settings


def rules(header: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (rule.split() for rule in header.split("; "))}


def test_what_is_not_needed_is_closed() -> None:
    given = rules(policy([], ["https://s3.example"], "'none'"))
    assert given["default-src"] == given["form-action"] == ["'self'"]
    assert given["object-src"] == given["base-uri"] == given["frame-ancestors"] == ["'none'"]
    assert given["connect-src"] == ["'self'", "https://s3.example"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:"} & set(given["script-src"])


@pytest.mark.parametrize(
    ("settings", "origin"),
    [
        ({"s3_endpoint": "http://127.0.0.1:9000"}, "http://127.0.0.1:9000"),
        (
            {"s3_endpoint": "http://minio:9000", "s3_public_endpoint": "https://files.example/s3"},
            "https://files.example",
        ),
        ({"s3_bucket": "reports-eu", "s3_region": "eu-central-1"}, "https://reports-eu.s3.amazonaws.com"),
    ],
)
def test_uploads_go_to_where_urls_are_presigned_for(
    settings: dict[str, str], origin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    configured = Settings(broker_url="nats://127.0.0.1:4222", **settings)  # type: ignore[arg-type]
    monkeypatch.setattr(content_policy, "load_settings", lambda: configured)
    monkeypatch.setattr(content_policy, "access_settings", lambda: Settings(frame_ancestors="'self'"))
    content_policy._storage_origin.cache_clear()

    given = rules(content_policy.content_policy())

    content_policy._storage_origin.cache_clear()
    assert given["connect-src"] == ["'self'", origin]
    assert given["frame-ancestors"] == ["'self'"]


def test_without_credentials_pages_are_served_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    configured = Settings(s3_bucket="reports-eu", broker_url="nats://127.0.0.1:4222")
    monkeypatch.setattr(content_policy, "load_settings", lambda: configured)
    monkeypatch.setattr(content_policy, "access_settings", Settings)
    content_policy._storage_origin.cache_clear()

    assert rules(content_policy.content_policy())["connect-src"] == ["'self'"]
