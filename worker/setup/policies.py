"""AWS IAM policies for one bucket: each process may do what its own code calls, and nothing else.

What IAM cannot tell apart: writing an object, beginning a multipart upload, sending a part (by presigned URL,
too) and completing it are all `s3:PutObject`; reading an object, a range of it or its size are all
`s3:GetObject`. So the worker, which only ever reads, aborts and deletes uploads, has no `s3:PutObject` there:
it can neither begin an upload nor replace one that is to be counted. Completing is left to the pages.

`s3:ListBucket` is for the whole bucket, not for a prefix: the check at the start (HeadBucket) has no prefix,
and without it S3 answers 403 instead of 404 for what is not there. A listing shows keys, never content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, TypedDict

_ARN = "arn:aws:s3:::"
CHECKED_KEYS = "*/setup-check-*"

_READ, _WRITE, _DELETE = "s3:GetObject", "s3:PutObject", "s3:DeleteObject"
_MULTIPART = ("s3:ListMultipartUploadParts", "s3:AbortMultipartUpload")


class Statement(TypedDict):
    """One statement of a policy."""

    Sid: str
    Effect: Literal["Allow"]
    Action: list[str]
    Resource: list[str]


class Policy(TypedDict):
    """A policy document, ready to be printed as JSON."""

    Version: Literal["2012-10-17"]
    Statement: list[Statement]


def dashboard_policy(bucket: str) -> Policy:
    """What the pages need: workers to show, all else in full.

    The operators' commands (`status`, `requeue`, `forget`, `end-sessions`) need no more than this.
    """
    return _policy(
        _allow("Listing", ["s3:ListBucket", "s3:ListBucketMultipartUploads"], bucket),
        _allow("Records", [_READ, _WRITE, _DELETE], f"{bucket}/jobs/*"),
        _allow("Uploads", [_READ, _WRITE, _DELETE, *_MULTIPART], f"{bucket}/uploads/*"),
        _allow("Reports", [_READ, _WRITE, _DELETE], f"{bucket}/reports/*"),
        _allow("Workers", [_READ], f"{bucket}/workers/*"),
        _allow("Begun", [_READ, _WRITE, _DELETE], f"{bucket}/begun/*"),
        _allow("Logins", [_READ, _WRITE, _DELETE], f"{bucket}/logins/*"),
    )


def worker_policy(bucket: str) -> Policy:
    """What a worker needs: uploads to read and clear away, records to change, reports, its heartbeat."""
    return _policy(
        _allow("Listing", ["s3:ListBucket", "s3:ListBucketMultipartUploads"], bucket),
        _allow("Records", [_READ, _WRITE], f"{bucket}/jobs/*"),
        _allow("Uploads", [_READ, _DELETE, *_MULTIPART], f"{bucket}/uploads/*"),
        _allow("Reports", [_READ, _WRITE, _DELETE], f"{bucket}/reports/*"),
        _allow("Workers", [_READ, _WRITE, _DELETE], f"{bucket}/workers/*"),
    )


def setup_policy(bucket: str) -> Policy:
    """What `setup-bucket` needs: the bucket's configuration, and objects of its own to try things with."""
    configuration = [
        "s3:CreateBucket",
        "s3:ListBucket",
        "s3:GetBucketAcl",
        "s3:GetBucketPolicyStatus",
        "s3:GetBucketPublicAccessBlock",
        "s3:GetBucketVersioning",
        "s3:GetLifecycleConfiguration",
        "s3:PutBucketCORS",
        "s3:PutLifecycleConfiguration",
    ]
    return _policy(
        _allow("Configuration", configuration, bucket),
        _allow("Checks", [_READ, _WRITE, _DELETE], f"{bucket}/{CHECKED_KEYS}"),
    )


POLICIES: Mapping[str, Callable[[str], Policy]] = {
    "dashboard": dashboard_policy,
    "worker": worker_policy,
    "setup": setup_policy,
}


def grants(policy: Policy) -> Iterator[tuple[str, str]]:
    """Each action a policy allows, and what on: the bucket's name, or that and a pattern of keys."""
    for statement in policy["Statement"]:
        for action in statement["Action"]:
            for resource in statement["Resource"]:
                yield action, resource.removeprefix(_ARN)


def _policy(*statements: Statement) -> Policy:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def _allow(name: str, actions: Sequence[str], resource: str) -> Statement:
    return {"Sid": name, "Effect": "Allow", "Action": list(actions), "Resource": [f"{_ARN}{resource}"]}
