"""What is said of storages that answer otherwise than SeaweedFS does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.stub import Stubber

from worker.errors import ConfigurationError
from worker.setup.conditions import conditional_writes
from worker.setup.privacy import configuration

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ALL_BLOCKED = {
    "BlockPublicAcls": True,
    "IgnorePublicAcls": True,
    "BlockPublicPolicy": True,
    "RestrictPublicBuckets": True,
}
EVERYONE = {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"}


@pytest.fixture
def client() -> S3Client:
    return boto3.client("s3", "us-east-1", aws_access_key_id="key", aws_secret_access_key="secret")


@pytest.fixture
def stub(client: S3Client) -> Iterator[Stubber]:
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


def expect_configuration(stub: Stubber, **differing: Any) -> None:
    """The answers of a private bucket, but for some; text stands for an error's code."""
    answers: dict[str, Any] = {
        "get_bucket_policy_status": "NoSuchBucketPolicy",
        "get_bucket_acl": {"Grants": []},
        "get_public_access_block": {"PublicAccessBlockConfiguration": ALL_BLOCKED},
        "get_bucket_versioning": {},
    }
    for call, answer in (answers | differing).items():
        if isinstance(answer, str):
            stub.add_client_error(call, answer)
        else:
            stub.add_response(call, answer)


def said(client: S3Client) -> list[str]:
    return [f"{finding.level}: {finding.sentence}" for finding in configuration(client, "audience")]


def test_a_private_bucket_has_nothing_wrong(client: S3Client, stub: Stubber) -> None:
    expect_configuration(stub)

    assert said(client) == ["good: Public access is blocked, whatever policies and access lists will say."]


@pytest.mark.parametrize(
    ("differing", "sentence"),
    [
        (
            {"get_bucket_policy_status": {"PolicyStatus": {"IsPublic": True}}},
            "wrong: The bucket's policy lets",
        ),
        (
            {"get_bucket_acl": {"Grants": [{"Grantee": EVERYONE, "Permission": "READ"}]}},
            "wrong: The bucket's access list",
        ),
        (
            {"get_public_access_block": "NoSuchPublicAccessBlockConfiguration"},
            "hint: Public access is not blocked",
        ),
        (
            {
                "get_public_access_block": {
                    "PublicAccessBlockConfiguration": {**ALL_BLOCKED, "BlockPublicAcls": False}
                }
            },
            "hint: Public access is not blocked",
        ),
        ({"get_bucket_versioning": {"Status": "Enabled"}}, "hint: The bucket keeps old versions"),
        ({"get_bucket_acl": "AccessDenied"}, "hint: Not checked: .* they need s3:GetBucketAcl"),
    ],
)
def test_what_opens_a_bucket_or_keeps_what_was_deleted_is_said(
    client: S3Client, stub: Stubber, differing: dict[str, Any], sentence: str
) -> None:
    expect_configuration(stub, **differing)

    assert any(re.match(sentence, each) for each in said(client))


def test_a_storage_without_these_calls_is_not_blamed(client: S3Client, stub: Stubber) -> None:
    expect_configuration(
        stub,
        get_bucket_policy_status="NotImplemented",
        get_bucket_acl="NotImplemented",
        get_public_access_block="MethodNotAllowed",
        get_bucket_versioning="NotImplemented",
    )

    assert said(client) == []


def test_a_storage_that_ignores_conditions_is_found_out(client: S3Client, stub: Stubber) -> None:
    stub.add_response("put_object", {})
    stub.add_response("head_object", {"ETag": '"1"'})
    for _ in range(3):
        stub.add_response("put_object", {})
    for _ in range(2):
        stub.add_response("delete_object", {})

    hint, finding = conditional_writes(client, "audience")

    assert hint.level == "hint"
    assert hint.sentence.startswith("The storage deletes without conditions:")
    assert finding.level == "wrong"
    assert finding.sentence.startswith("The storage ignores If-Match and If-None-Match:")


def test_a_storage_that_does_not_know_conditions_is_found_out(client: S3Client, stub: Stubber) -> None:
    stub.add_response("put_object", {})
    stub.add_response("head_object", {"ETag": '"1"'})
    stub.add_client_error("put_object", "NotImplemented")
    stub.add_response("delete_object", {})

    with pytest.raises(ConfigurationError, match="cannot write under a condition"):
        list(conditional_writes(client, "audience"))
