"""The bucket's rules."""

from __future__ import annotations

from worker.setup.bucket_rules import cors_rules, lifecycle_rules


def test_cors_names_exact_origins_and_shows_the_etag() -> None:
    (rule,) = cors_rules(["http://localhost:8501", "http://127.0.0.1:8501", "http://localhost:8501"])[
        "CORSRules"
    ]
    assert rule["AllowedOrigins"] == ["http://127.0.0.1:8501", "http://localhost:8501"]
    assert rule["AllowedMethods"] == ["GET", "PUT", "HEAD"]
    assert rule["ExposeHeaders"] == ["ETag"]
    assert "*" not in str(rule)


def test_only_uploads_are_deleted_the_abandoned_sooner_than_the_raw() -> None:
    rules = lifecycle_rules(abandoned_days=1, raw_days=7)
    assert [rule["Filter"] for rule in rules] == [{"Prefix": "uploads/"}] * 2
    assert len({rule["ID"] for rule in rules}) == 2
    assert {"DaysAfterInitiation": 1} in [rule.get("AbortIncompleteMultipartUpload") for rule in rules]
    assert {"Days": 7} in [rule.get("Expiration") for rule in rules]
