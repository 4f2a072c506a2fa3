"""Settings that no server could be asked with, and what is said of each at the start."""

from __future__ import annotations

MISCONFIGURED = [
    ({"AUDIENCE_S3_ENDPOINT": "localhost:9000"}, "AUDIENCE_S3_ENDPOINT: Input should be http:// or https://"),
    ({"AUDIENCE_S3_PUBLIC_ENDPOINT": "localhost:9000"}, "AUDIENCE_S3_PUBLIC_ENDPOINT: Input should be http"),
    ({"AUDIENCE_S3_BUCKET": "my bucket!"}, "AUDIENCE_S3_BUCKET: Input should be a bucket's name"),
    ({"AUDIENCE_LOG_LEVEL": "LOUD"}, "AUDIENCE_LOG_LEVEL: Input should be 'DEBUG'"),
    ({"AWS_PROFILE": "nobody"}, "The AWS configuration cannot be used: check AWS_PROFILE"),
]
