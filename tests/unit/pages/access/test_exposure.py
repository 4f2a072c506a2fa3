"""Without a login the pages answer on this machine only, unless the operator says otherwise."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pages.access import exposure
from pages.access.exposure import check_exposure, open_login
from worker.errors import ConfigurationError
from worker.settings import Settings


@pytest.fixture
def options(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Streamlit's options, of a server without a login that only this machine reaches."""
    given: dict[str, object] = {
        "server.address": "127.0.0.1",
        "server.allowedHosts": ["localhost", "127.0.0.1"],
    }
    monkeypatch.setattr(exposure, "st", SimpleNamespace(get_option=given.get))
    monkeypatch.setattr(exposure, "login_configured", lambda: False)
    return given


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost", "LOCALHOST"])
def test_this_machine_may_do_without_a_login(options: dict[str, object], address: str) -> None:
    options["server.address"] = address
    check_exposure(Settings())


@pytest.mark.parametrize(
    "address",
    [None, "", "0.0.0.0", "::", "10.0.0.7", "audience.example", "localhost.evil.example", "unix:///s"],
)
def test_promise_23_other_addresses_are_refused_in_one_sentence(
    options: dict[str, object], address: str | None
) -> None:
    options["server.address"] = address
    with pytest.raises(ConfigurationError, match=r"There is no login.*server\.address is") as refused:
        check_exposure(Settings())
    assert "\n" not in refused.value.message


@pytest.mark.parametrize("hosts", [["localhost", "audience.example"], ["*"], [], None])
def test_promise_23_so_are_the_names_a_proxy_in_front_would_need(
    options: dict[str, object], hosts: list[str] | None
) -> None:
    options["server.allowedHosts"] = hosts
    with pytest.raises(ConfigurationError, match=r"There is no login.*server\.allowedHosts names"):
        check_exposure(Settings())


def test_whoever_says_so_in_plain_words_may_do_without(options: dict[str, object]) -> None:
    options["server.address"] = "0.0.0.0"
    check_exposure(Settings(allow_without_login="yes"))


def test_with_a_login_any_address_will_do(
    options: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    options |= {"server.address": "0.0.0.0", "server.allowedHosts": ["audience.example"]}
    monkeypatch.setattr(exposure, "login_configured", lambda: True)
    check_exposure(Settings())


@pytest.mark.parametrize("lists", [{"allowed_domains": "example.org"}, {"allowed_emails": "ada@example.org"}])
def test_promise_23_a_login_that_lets_in_everybody_is_told(
    monkeypatch: pytest.MonkeyPatch, lists: dict[str, str]
) -> None:
    monkeypatch.setattr(exposure, "login_configured", lambda: True)
    assert "set AUDIENCE_ALLOWED_DOMAINS" in (open_login(Settings(operators="ops@example.org")) or "")
    assert open_login(Settings(**lists)) is None  # type: ignore[arg-type]
    monkeypatch.setattr(exposure, "login_configured", lambda: False)
    assert open_login(Settings()) is None
