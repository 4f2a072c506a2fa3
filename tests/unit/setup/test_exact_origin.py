"""Origins are exact, and written as browsers write them."""

from __future__ import annotations

import pytest

from worker.errors import ConfigurationError
from worker.setup.exact_origin import exact_origin


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://reports.example.com", "https://reports.example.com"),
        ("https://Reports.Example.com", "https://reports.example.com"),
        ("HTTPS://reports.example.com:443", "https://reports.example.com"),
        ("http://localhost:8501", "http://localhost:8501"),
        ("http://[::1]:8501", "http://[::1]:8501"),
        ("https://xn--bcher-kva.example:8443", "https://xn--bcher-kva.example:8443"),
    ],
)
def test_an_origin_is_written_as_browsers_do(written: str, origin: str) -> None:
    assert exact_origin(written) == origin


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("*", "not exact"),
        ("https://*.example.com", "not exact"),
        ("reports.example.com", "lacks its scheme"),
        ("localhost:8501", "lacks its scheme"),
        ("ftp://reports.example.com", "lacks its scheme"),
        ("https://", "lacks its scheme"),
        ("null", "lacks its scheme"),
        ("", "lacks its scheme"),
        ("https://reports.example.com/", "without a path"),
        ("https://reports.example.com/upload", "without a path"),
        ("https://reports.example.com?a=b", "without a path"),
        ("https://reports.example.com#top", "without a path"),
        ("https://ada:secret@reports.example.com", "more than scheme, host and port"),
        ("https://reports.example.com:99999", "more than scheme, host and port"),
        ("https://bücher.example", "more than scheme, host and port"),
        ("https://reports.example.com https://other.example", "more than scheme, host and port"),
    ],
)
def test_what_could_let_in_others_or_nobody_is_refused_in_one_sentence(text: str, reason: str) -> None:
    with pytest.raises(ConfigurationError, match=reason) as refused:
        exact_origin(text)
    assert "\n" not in refused.value.message
    assert refused.value.message.endswith(".")
