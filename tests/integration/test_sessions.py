"""Two dashboards with a login and one storage: a session that is over is so at both, for everybody."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import environments
from tests.integration.sites import Site, opened
from tests.login import COOKIE_SECRET, Provider
from tests.raw_session import log_in, login_cookie, press, redirect, rerun
from tests.servers import NatsServer, S3Server
from worker.__main__ import main

pytestmark = pytest.mark.anyio

PEOPLE = ("ada", "bob", "cleo", "ops")
IDLE_HOURS = 0.004  # 14 s
_OTHER_ORIGIN = "http://localhost:8699"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    provider = Provider(tmp_path_factory.mktemp("provider"))
    provider.start()
    for name in PEOPLE:
        provider.know(name, email=f"{name}@example.org", email_verified=True)
    yield provider
    provider.stop()


@pytest.fixture(scope="module")
def servers(s3: S3Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What names the servers of all dashboards, which may do no more than their policy says."""
    broker = NatsServer(tmp_path_factory.mktemp("broker") / "nats")
    broker.start()
    yield environments.naming(s3, s3.new_bucket(), broker.url)
    broker.wipe()


@pytest.fixture(scope="module")
def site(
    s3: S3Server, servers: dict[str, str], provider: Provider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with ExitStack() as stop, environments.only(servers):
        site = opened(tmp_path_factory.mktemp("site"), provider, 2, **s3.environment_of("dashboard"))
        for board in site.boards:
            stop.callback(board.stop)
        yield site


@pytest.fixture
def operator(servers: dict[str, str], s3: S3Server, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands are given with the dashboards' settings and rights."""
    for name, value in (servers | s3.environment_of("dashboard")).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AUDIENCE_AUDIT_FILE", str(site.audit))


async def test_promise_23_a_cookie_used_again_after_logout_is_refused_everywhere(
    site: Site, servers: dict[str, str]
) -> None:
    cookies = await log_in(site.url, "ops")
    kept = await log_in(site.url, "ops")  # the same person, within a second, in another browser
    async with site.session(cookies) as here, site.session(cookies, board=1) as there:
        await there.say(rerun())
        async with site.browser(cookies) as client:
            assert (await client.get("/_stcore/metrics")).status_code == 200
            left = redirect(await here.say(press(await here.say(rerun()), "Log out")))
            answer = await client.get(left)
            # on to the provider, which ends its own session, too
            assert answer.headers["location"].startswith(f"{site.provider.url}/oauth2/end_session?")
            assert "id_token_hint" in answer.headers["location"]
            gone = {line for line in answer.headers.get_list("set-cookie") if "Max-Age=0" in line}
            assert {line.partition("=")[0] for line in gone} == {"_streamlit_user", "_streamlit_user_tokens"}
        await here.ended()
        await there.ended()

    assert await site.shuts_out(cookies)
    for board in range(2):
        async with site.browser(cookies, board) as client:
            assert (await client.get("/_stcore/metrics")).status_code == 404
    site.boards[0].stop()
    with environments.only(servers):
        site.boards[0].start()
    assert await site.shuts_out(cookies)
    assert await site.lets_in(kept, 0)
    assert await site.lets_in(kept, 1)
    assert site.acts("ops").count({"act": "logout", "outcome": "ok"}) == 1
    assert {"act": "login", "outcome": "refused", "code": "session_ended"} in site.acts("ops")


async def test_promise_23_no_other_page_logs_anybody_out(site: Site) -> None:
    cookies = await log_in(site.url, "ada")
    async with site.session(cookies) as session:
        await session.say(rerun())
        for method, headers in (
            ("GET", {}),
            ("HEAD", {}),
            ("GET", {"Sec-Fetch-Site": "cross-site", "Referer": f"{_OTHER_ORIGIN}/"}),
            ("POST", {"Origin": _OTHER_ORIGIN}),
            ("POST", {"Origin": "null"}),
            ("GET", {"Origin": _OTHER_ORIGIN}),
        ):
            for path in ("/auth/logout", "/auth/logout?provider=default", "/auth/logout/", "//auth/logout"):
                async with site.browser(cookies) as client:
                    del client.headers["Origin"]
                    answer = await client.request(method, path, headers=headers)
                    assert not answer.headers.get("location", "").startswith(site.provider.url)
                    assert "_streamlit_user" not in answer.headers.get("set-cookie", "")
        await session.say(rerun())
    assert await site.lets_in(cookies)

    async with site.browser(cookies) as client:
        answer = await client.post("/auth/logout")
        assert answer.headers["location"].startswith(site.provider.url)
    assert await site.shuts_out(cookies)


@pytest.mark.usefixtures("operator")
async def test_promise_23_an_operator_ends_all_sessions_of_one_person(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    cleos = [await log_in(site.url, "cleo") for _ in range(3)]
    bobs = await log_in(site.url, "bob")
    async with site.session(cleos[0], board=1) as open_one, site.session(bobs) as neighbour:
        await open_one.say(rerun())
        await neighbour.say(rerun())
        assert await asyncio.to_thread(main, ["end-sessions", "Cleo@Example.org"]) == 0

        assert "Ended: 3 sessions." in capsys.readouterr().out
        again = await log_in(site.url, "cleo")
        await open_one.ended()
        assert [await site.shuts_out(cookies) for cookies in cleos] == [True] * 3
        assert [await site.lets_in(again, board) for board in range(2)] == [True] * 2
        assert await neighbour.say(rerun())
    assert {"act": "end_sessions", "outcome": "ok"} in site.acts("cleo")
    assert await asyncio.to_thread(main, ["end-sessions", "eve@example.org"]) == 1
    assert "Nobody with this address is logged in." in capsys.readouterr().err


async def test_promise_23_what_no_login_made_or_none_of_these_pages_opens_nothing(site: Site) -> None:
    cookies = await log_in(site.url, "ada")
    name, value = "_streamlit_user", cookies["_streamlit_user"]
    content, signed_at, signature = value.rsplit(".", 2)
    for forged in (
        {name: f"{content}.{signed_at}.{signature[:-2]}AA"},
        {name: f"{content}.AAAAAA.{signature}"},
        {name: f"x{content}.{signed_at}.{signature}"},
        {name: cookies["_streamlit_user_tokens"]},
        {f"{name}_1": value},
        {"audience_login": "good"},
        {"audience_login": "0" * 32},
    ):
        assert await site.shuts_out(forged), forged
    assert await site.lets_in(cookies)


async def test_promise_23_a_session_ends_when_nobody_does_anything(
    servers: dict[str, str], provider: Provider, tmp_path: Path
) -> None:
    with environments.only(servers):
        site = opened(tmp_path, provider, 1, AUDIENCE_SESSION_IDLE_HOURS=str(IDLE_HOURS))
        try:
            cookies = await log_in(site.url, "bob")
            async with site.session(cookies) as session:
                await session.say(rerun())
                await session.ended(saying=rerun(is_auto_rerun=True))  # the page moves: nobody did anything
            assert await site.shuts_out(cookies)
            assert {"act": "login", "outcome": "refused", "code": "session_idle"} in site.acts("bob")
            assert await site.lets_in(await log_in(site.url, "bob"))
        finally:
            site.boards[0].stop()


async def test_promise_23_a_session_ends_when_it_is_too_old_whatever_is_done(
    servers: dict[str, str], provider: Provider, tmp_path: Path
) -> None:
    with environments.only(servers):
        site = opened(tmp_path, provider, 1, AUDIENCE_SESSION_DAYS=str(14 / 86_400))
        try:
            cookies = await log_in(site.url, "bob")
            async with site.session(cookies) as session:
                await session.ended(saying=rerun())
            assert await site.shuts_out(cookies)
        finally:
            site.boards[0].stop()


@pytest.mark.usefixtures("operator")
async def test_promise_23_forgetting_somebody_ends_their_sessions(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    cookies = await log_in(site.url, "bob")
    owner = site.owner("bob")
    async with site.session(cookies) as session:
        await session.say(rerun())
        assert await asyncio.to_thread(main, ["forget", owner, "--yes"]) == 0
        assert "session" in capsys.readouterr().out
        await session.ended()
    assert await site.shuts_out(cookies)
    assert await asyncio.to_thread(main, ["forget", owner, "--yes"]) == 0
    assert f"Nothing is left of {owner}." in capsys.readouterr().out
    assert await site.lets_in(await log_in(site.url, "bob"))


async def test_with_the_storage_away_nobody_enters_unchecked_and_all_goes_on_by_itself(
    provider: Provider, tmp_path: Path
) -> None:
    storage, broker = S3Server(tmp_path / "s3"), NatsServer(tmp_path / "nats")
    storage.start()
    broker.start()
    site = None
    try:
        with environments.only(environments.naming(storage, storage.new_bucket(), broker.url)):
            site = opened(tmp_path, provider, 2)
            cookies, revoked = await log_in(site.url, "ada"), await log_in(site.url, "ada")
            async with site.browser(revoked) as client:
                await client.post("/auth/logout")
            storage.kill()
            for each in (cookies, revoked):  # which the second has not seen yet
                async with site.session(each, board=1) as session:
                    shown = await session.say(rerun())
                    assert "navigation" not in {message.WhichOneof("type") for message in shown}
                    assert any(b"cannot be checked" in message.SerializeToString() for message in shown)
            async with site.session(cookies, board=1) as session:
                await session.say(rerun())
                storage.start()
                await session.ended()
            assert await site.lets_in(cookies)
            assert await site.shuts_out(revoked)
    finally:
        for board in site.boards if site else []:
            board.stop()
        broker.wipe()
        storage.wipe()


async def test_a_dashboard_whose_clock_is_behind_takes_what_another_has_just_signed(site: Site) -> None:
    claims = {"iss": site.provider.url, "sub": "ada", "email": "ada@example.org", "email_verified": True}
    now = time.time()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("itsdangerous.timed.time.time", lambda: now + 600)
        ahead = login_cookie(COOKIE_SECRET, site.url, claims)
    assert await site.lets_in(ahead)
