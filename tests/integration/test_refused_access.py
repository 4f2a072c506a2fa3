"""What the dashboard's and a worker's identity are refused, each by one request."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from tests.servers import S3Server

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

Call = Callable[["S3Client", str], object]

_CONFIGURATION: dict[str, Call] = {
    "show CORS rules": lambda client, bucket: client.get_bucket_cors(Bucket=bucket),
    "set CORS rules": lambda client, bucket: client.put_bucket_cors(
        Bucket=bucket,
        CORSConfiguration={
            "CORSRules": [{"AllowedOrigins": ["https://evil.example"], "AllowedMethods": ["GET"]}]
        },
    ),
    "remove CORS rules": lambda client, bucket: client.delete_bucket_cors(Bucket=bucket),
    "set lifecycle rules": lambda client, bucket: client.put_bucket_lifecycle_configuration(
        Bucket=bucket,
        LifecycleConfiguration={
            "Rules": [
                {
                    "ID": "a",
                    "Status": "Enabled",
                    "Filter": {"Prefix": "reports/"},
                    "Expiration": {"Days": 1},
                }
            ]
        },
    ),
    "remove lifecycle rules": lambda client, bucket: client.delete_bucket_lifecycle(Bucket=bucket),
    "set a policy": lambda client, bucket: client.put_bucket_policy(Bucket=bucket, Policy="{}"),
    "open the bucket": lambda client, bucket: client.put_bucket_acl(Bucket=bucket, ACL="public-read"),
    "open a report": lambda client, bucket: client.put_object_acl(
        Bucket=bucket, Key="reports/a.csv", ACL="public-read"
    ),
    "keep versions": lambda client, bucket: client.put_bucket_versioning(
        Bucket=bucket, VersioningConfiguration={"Status": "Enabled"}
    ),
    "delete the bucket": lambda client, bucket: client.delete_bucket(Bucket=bucket),
    "create a bucket": lambda client, bucket: client.create_bucket(Bucket=f"{bucket}-more"),
    "read elsewhere": lambda client, bucket: client.get_object(Bucket=bucket, Key="backups/a"),
    "write elsewhere": lambda client, bucket: client.put_object(Bucket=bucket, Key="backups/a", Body=b"x"),
    "delete elsewhere": lambda client, bucket: client.delete_object(Bucket=bucket, Key="backups/a"),
    "write at the top": lambda client, bucket: client.put_object(Bucket=bucket, Key="a", Body=b"x"),
    "list another bucket": lambda client, _: client.list_objects_v2(Bucket="another-bucket"),
}

_DASHBOARD: dict[str, Call] = {
    "pose as a worker": lambda client, bucket: client.put_object(
        Bucket=bucket, Key="workers/w.json", Body=b"x"
    ),
    "remove a worker": lambda client, bucket: client.delete_object(Bucket=bucket, Key="workers/w.json"),
}

_WORKER: dict[str, Call] = {
    "begin an upload": lambda client, bucket: client.create_multipart_upload(
        Bucket=bucket, Key="uploads/a.csv"
    ),
    "replace an upload": lambda client, bucket: client.put_object(
        Bucket=bucket, Key="uploads/a.csv", Body=b"x"
    ),
    "send a part": lambda client, bucket: client.upload_part(
        Bucket=bucket, Key="uploads/a.csv", UploadId="1", PartNumber=1, Body=b"x"
    ),
    "complete an upload": lambda client, bucket: client.complete_multipart_upload(
        Bucket=bucket,
        Key="uploads/a.csv",
        UploadId="1",
        MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": '"x"'}]},
    ),
    "delete a record": lambda client, bucket: client.delete_object(Bucket=bucket, Key="jobs/local/1.json"),
}


@pytest.fixture(params=["dashboard", "worker"])
def either(s3: S3Server, request: pytest.FixtureRequest) -> S3Client:
    """A client with the rights of one process."""
    return s3.client_of(*s3.identities[request.param])


@pytest.fixture
def dashboards(s3: S3Server) -> S3Client:
    """A client with the dashboard's rights."""
    return s3.client_of(*s3.identities["dashboard"])


@pytest.fixture
def workers(s3: S3Server) -> S3Client:
    """A client with a worker's rights."""
    return s3.client_of(*s3.identities["worker"])


@pytest.mark.parametrize("act", _CONFIGURATION)
def test_neither_identity_may(act: str, either: S3Client, bucket: str) -> None:
    assert answer(_CONFIGURATION[act], either, bucket) == 403


@pytest.mark.parametrize("act", _DASHBOARD)
def test_the_dashboard_may_not(act: str, dashboards: S3Client, bucket: str) -> None:
    assert answer(_DASHBOARD[act], dashboards, bucket) == 403


@pytest.mark.parametrize("act", _WORKER)
def test_a_worker_may_not(act: str, workers: S3Client, bucket: str) -> None:
    assert answer(_WORKER[act], workers, bucket) == 403


def answer(call: Call, client: S3Client, bucket: str) -> int:
    """The HTTP status of a refusal, 200 for none."""
    try:
        call(client, bucket)
    except ClientError as error:
        return error.response["ResponseMetadata"]["HTTPStatusCode"]
    return 200
