"""`python -m worker setup-bucket`, `check-access` and `policy`, against a real storage."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from tests.servers import REGION, S3Server
from worker.__main__ import main
from worker.setup.policies import worker_policy

ORIGIN = "https://reports.example.com"

As = Callable[[str], None]


@pytest.fixture
def as_identity(s3: S3Server, bucket: str, monkeypatch: pytest.MonkeyPatch) -> As:
    """Go on with the credentials of one of the restricted identities; no queue is configured."""
    monkeypatch.setenv("AUDIENCE_S3_ENDPOINT", s3.endpoint)
    monkeypatch.setenv("AUDIENCE_S3_BUCKET", bucket)
    monkeypatch.setenv("AUDIENCE_S3_REGION", REGION)

    def become(name: str) -> None:
        for variable, value in s3.environment_of(name).items():
            monkeypatch.setenv(variable, value)

    become("setup")
    return become


@pytest.fixture
def missing_bucket(s3: S3Server, monkeypatch: pytest.MonkeyPatch, as_identity: As) -> Iterator[str]:
    """A name of which there is no bucket yet."""
    name = "test-bucket-to-be-created"
    monkeypatch.setenv("AUDIENCE_S3_BUCKET", name)
    yield name
    s3.drop_bucket(name)


def keys(s3: S3Server, bucket: str) -> list[str]:
    return [item["Key"] for item in s3.client.list_objects_v2(Bucket=bucket).get("Contents", [])]


def test_a_bucket_gets_its_rules_and_is_found_fit_with_setups_own_policy_and_again(
    s3: S3Server, bucket: str, as_identity: As, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert main(["setup-bucket", "--origin", ORIGIN, "--origin", "http://localhost:8501"]) == 0

        said = capsys.readouterr().out
        assert f"done   Pages of http://localhost:8501, {ORIGIN} may send parts, and no others." in said
        assert "given up 1 day after they began, raw files are deleted 7 days after they came" in said
        assert "good   Without credentials nobody can list, read or write." in said
        assert "good   Conditional writes are refused" in said
        assert "wrong" not in said
    (rule,) = s3.client.get_bucket_cors(Bucket=bucket)["CORSRules"]
    assert rule["AllowedOrigins"] == ["http://localhost:8501", ORIGIN]
    assert "AllowedHeaders" in rule
    assert keys(s3, bucket) == []


def test_other_rules_of_the_bucket_stay_and_the_days_can_be_set(
    s3: S3Server, bucket: str, as_identity: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    s3.client.put_bucket_lifecycle_configuration(
        Bucket=bucket,
        LifecycleConfiguration={
            "Rules": [
                {
                    "ID": "old-reports",
                    "Status": "Enabled",
                    "Filter": {"Prefix": "reports/"},
                    "Expiration": {"Days": 90},
                }
            ]
        },
    )
    monkeypatch.setenv("AUDIENCE_ABANDONED_DAYS", "3")
    monkeypatch.setenv("AUDIENCE_RAW_DAYS", "30")

    assert main(["setup-bucket", "--origin", ORIGIN]) == 0

    rules = s3.client.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]
    by_name = {rule.get("ID"): rule for rule in rules}
    assert set(by_name) == {"abandoned-uploads", "raw-uploads", "old-reports"}
    assert by_name["abandoned-uploads"].get("AbortIncompleteMultipartUpload") == {"DaysAfterInitiation": 3}
    assert by_name["raw-uploads"].get("Expiration") == {"Days": 30}
    assert by_name["old-reports"].get("Expiration") == {"Days": 90}


def test_a_missing_bucket_is_created_only_when_asked(
    s3: S3Server, missing_bucket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["setup-bucket", "--origin", ORIGIN]) == 1
    assert f"The S3 bucket '{missing_bucket}' does not exist" in capsys.readouterr().err

    assert main(["setup-bucket", "--origin", ORIGIN, "--create"]) == 0
    assert main(["setup-bucket", "--origin", ORIGIN, "--create"]) == 0
    s3.client.head_bucket(Bucket=missing_bucket)


def test_a_bucket_open_to_strangers_is_reported(
    s3: S3Server, bucket: str, as_identity: As, capsys: pytest.CaptureFixture[str]
) -> None:
    public = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}
    statement = {**public, "Resource": f"arn:aws:s3:::{bucket}/reports/*"}
    s3.client.put_bucket_policy(
        Bucket=bucket, Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    )

    assert main(["setup-bucket", "--origin", ORIGIN]) == 1

    said = capsys.readouterr().out
    assert "wrong  The bucket is not private: without credentials anyone can read reports/." in said
    assert keys(s3, bucket) == []


def test_an_origin_that_is_not_exact_changes_nothing(
    s3: S3Server, bucket: str, as_identity: As, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["setup-bucket", "--origin", ORIGIN, "--origin", "*"]) == 1

    answer = capsys.readouterr()
    assert (answer.out, answer.err.count("\n")) == ("", 1)
    assert "not exact" in answer.err
    with pytest.raises(s3.client.exceptions.ClientError, match="NoSuchCORSConfiguration"):
        s3.client.get_bucket_cors(Bucket=bucket)


@pytest.mark.parametrize("process", ["dashboard", "worker"])
def test_a_processs_credentials_cannot_set_the_bucket_up_and_are_told_why(
    s3: S3Server, bucket: str, as_identity: As, capsys: pytest.CaptureFixture[str], process: str
) -> None:
    as_identity(process)

    assert main(["setup-bucket", "--origin", ORIGIN]) == 1

    said = capsys.readouterr().out
    assert "do not suffice to set CORS rules: they need s3:PutBucketCORS." in said
    assert "do not suffice to set lifecycle rules: they need s3:GetLifecycleConfiguration" in said


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"AWS_SECRET_ACCESS_KEY": "wrong"}, "The S3 credentials are wrong."),
        ({"AUDIENCE_S3_ENDPOINT": "http://127.0.0.1:9"}, "storage cannot be reached"),
        ({"AUDIENCE_S3_ENDPOINT": "", "AUDIENCE_S3_BUCKET": ""}, "No storage of your own is configured"),
        ({"AUDIENCE_RAW_DAYS": "0"}, "AUDIENCE_RAW_DAYS"),
    ],
)
def test_what_hinders_is_one_sentence(
    as_identity: As,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    environment: dict[str, str],
    sentence: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert main(["setup-bucket", "--origin", ORIGIN]) == 1

    answer = capsys.readouterr()
    assert sentence in answer.err
    assert (answer.out, answer.err.count("\n")) == ("", 1)


def test_strangers_are_looked_for_where_browsers_reach_the_storage(
    as_identity: As, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIENCE_S3_PUBLIC_ENDPOINT", "http://127.0.0.1:9")

    assert main(["setup-bucket", "--origin", ORIGIN]) == 1

    assert "wrong  Not checked whether strangers are refused: http://127.0.0.1:9" in capsys.readouterr().out


@pytest.mark.parametrize("process", ["dashboard", "worker"])
def test_a_processs_own_policy_suffices_for_it_and_gives_no_more(
    s3: S3Server, bucket: str, as_identity: As, capsys: pytest.CaptureFixture[str], process: str
) -> None:
    as_identity(process)

    assert main(["check-access", process]) == 0

    assert capsys.readouterr().out == f"good   The credentials suffice for the {process}.\n"
    assert keys(s3, bucket) == []


def test_anothers_credentials_are_found_to_lack_and_to_exceed(
    bucket: str, as_identity: As, capsys: pytest.CaptureFixture[str]
) -> None:
    as_identity("worker")

    assert main(["check-access", "dashboard"]) == 1

    lacking, exceeding = capsys.readouterr().out.splitlines()
    assert lacking.startswith("wrong")
    assert f"s3:PutObject on {bucket}/uploads/*" in lacking
    assert "python -m worker policy dashboard" in lacking
    assert exceeding.startswith("hint")
    assert f"s3:PutObject on {bucket}/workers/*" in exceeding


def test_a_policy_is_printed_as_json_for_the_configured_bucket(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIENCE_S3_BUCKET", "customers")

    assert main(["policy", "worker"]) == 0

    assert json.loads(capsys.readouterr().out) == worker_policy("customers")
