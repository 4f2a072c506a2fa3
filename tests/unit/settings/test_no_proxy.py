"""Whatever proxy the environment names, this machine's own servers are reached directly."""

from __future__ import annotations

import os
import urllib.request

import pytest
from botocore.utils import should_bypass_proxies

from worker.settings.no_proxy import spare_this_machine


@pytest.fixture(autouse=True)
def _no_proxies_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    for name in ("NO_PROXY", "no_proxy"):  # set and taken back, so that they are gone after the test
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


@pytest.mark.parametrize("proxy", ["http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"])
def test_behind_a_proxy_this_machine_is_reached_directly_and_others_are_not(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv(proxy, "http://proxy.example:3128")

    spare_this_machine()

    for host in ("127.0.0.1:8333", "localhost:4222"):
        assert urllib.request.proxy_bypass(host)
        assert should_bypass_proxies(f"http://{host}")
    assert not urllib.request.proxy_bypass("s3.example.com")


@pytest.mark.parametrize("name", ["NO_PROXY", "no_proxy"])
def test_hosts_that_were_spared_before_still_are(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv(name, "s3.example.com, localhost")

    spare_this_machine()
    spare_this_machine()

    assert os.environ["no_proxy"] == os.environ["NO_PROXY"] == "s3.example.com,localhost,127.0.0.1"


def test_where_everything_is_spared_it_stays_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "*")

    spare_this_machine()

    assert urllib.request.proxy_bypass("s3.example.com")


def test_without_a_proxy_nothing_is_changed() -> None:
    spare_this_machine()

    assert "no_proxy" not in os.environ
