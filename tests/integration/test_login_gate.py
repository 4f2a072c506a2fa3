"""A real dashboard with a login: who is not in gets nothing out of it, whatever they send."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.access.claims import owner_of
from tests.dashboard import Dashboard
from tests.login import COOKIE_SECRET, write_secrets
from tests.raw_session import RawSession, component_request, login_cookie, raw_session, rerun
from tests.records import change, make_job, save
from tests.servers import NatsServer, S3Server
from worker.jobs.record import JobRecord, JobState
from worker.settings import Settings, read_settings

pytestmark = pytest.mark.anyio

S = JobState
SHUT_OUT = ("none", "garbage", "forged", "another domain", "unverified")
ANOTHER_SECRET = "another-secret-another-secret-an"


def claims(name: str, domain: str = "example.org") -> dict[str, object]:
    return {
        "iss": "https://idp.example",
        "sub": name,
        "email": f"{name}@{domain}",
        "email_verified": True,
    }


ADA = claims("ada")


@dataclass
class Gated:
    """A dashboard for one domain, where Ada has a report and a waiting job."""

    url: str
    settings: Settings
    report: JobRecord
    waiting: JobRecord

    @property
    def ada(self) -> dict[str, str]:
        return login_cookie(COOKIE_SECRET, self.url, ADA)

    @property
    def ops(self) -> dict[str, str]:
        return login_cookie(COOKIE_SECRET, self.url, claims("ops"))

    @property
    def strangers(self) -> dict[str, dict[str, str]]:
        """Cookies of everybody else, by what is wrong with them."""
        return {
            "none": {},
            "garbage": {"_streamlit_user": "garbage"},
            "forged": login_cookie(ANOTHER_SECRET, self.url, ADA),
            "of other pages": login_cookie(COOKIE_SECRET, "https://elsewhere.example", ADA),
            "another domain": login_cookie(COOKIE_SECRET, self.url, claims("ada", "evil.example")),
            "unverified": login_cookie(COOKIE_SECRET, self.url, ADA | {"email_verified": False}),
            "somebody else": login_cookie(COOKIE_SECRET, self.url, claims("eve")),
        }


@pytest.fixture(scope="module")
def shared_board(s3: S3Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Settings]]:
    """One dashboard for all tests of the module."""
    folder = tmp_path_factory.mktemp("gated")
    broker = NatsServer(folder / "nats")
    broker.start()
    board = Dashboard(
        folder / "data",
        environment={
            "AUDIENCE_ALLOWED_DOMAINS": "example.org",
            "AUDIENCE_OPERATORS": "ops@example.org",
            "AUDIENCE_AUDIT_FILE": str(folder / "audit.log"),
        },
    )
    secrets = write_secrets(folder / "secrets.toml", port=board.port, provider="http://localhost:9")
    board.options["secrets.files"] = str(secrets)
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("AUDIENCE_", "AWS_"))]:
            patch.delenv(name)
        patch.setenv("AUDIENCE_S3_ENDPOINT", s3.endpoint)
        patch.setenv("AUDIENCE_S3_BUCKET", s3.new_bucket())
        patch.setenv("AUDIENCE_BROKER_URL", broker.url)
        patch.setenv("AWS_ACCESS_KEY_ID", s3.access_key)
        patch.setenv("AWS_SECRET_ACCESS_KEY", s3.secret_key)
        board.start()
        yield board.url, read_settings().model_copy(update={"audit_file": folder / "audit.log"})
    board.stop()
    broker.wipe()


@pytest.fixture
def gated(shared_board: tuple[str, Settings], s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> Gated:
    """The dashboard, with new jobs of Ada's."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3.secret_key)
    url, settings = shared_board
    owner = owner_of(ADA | {"is_logged_in": True})
    jobs = [make_job(state, owner=owner, name="adas.csv") for state in (S.SUCCEEDED, S.QUEUED)]
    save(settings, jobs)
    return Gated(url, settings, *jobs)


def told(messages: list[ForwardMsg]) -> bytes:
    """All that was said, as it came over the line."""
    return b"".join(message.SerializeToString() for message in messages)


def components(messages: list[ForwardMsg], name: str) -> list[tuple[Any, str]]:
    """Components of this name, and the fragments they are in."""
    elements = [(message.delta.new_element, message.delta.fragment_id) for message in messages]
    return [
        (each.bidi_component, fragment)
        for each, fragment in elements
        if each.bidi_component.component_name.endswith(name)
    ]


async def pages_of_ada(session: RawSession, gated: Gated) -> dict[str, BackMsg]:
    """Messages that show Ada her pages and cancel her job, with every id that Streamlit gave her."""
    home = await session.say(rerun())
    (navigation,) = [each.navigation for each in home if each.WhichOneof("type") == "navigation"]
    (wire,) = components(home, "audience_wire")
    cancel = {"id": "r-1", "op": "cancel", "job_id": gated.waiting.job_id}
    pages = {
        page.url_pathname: rerun(
            page_script_hash=page.page_script_hash, query_string=f"job={gated.report.job_id}"
        )
        for page in navigation.app_pages
    }
    return pages | {"fragment": rerun(fragment_id=wire[1]), "cancel": component_request(*wire, cancel)}


async def test_promise_23_what_shows_ada_her_reports_shows_nobody_else_any(gated: Gated) -> None:
    async with raw_session(gated.url, gated.ada) as session:
        asked = await pages_of_ada(session, gated)
        shown = [told(await session.say(asked[page])) for page in ("reports", "report")]
        assert all(b"adas" in each for each in shown)
    cancel = asked.pop("cancel")

    for name in ("none", "forged", "another domain", "somebody else"):
        async with raw_session(gated.url, gated.strangers[name]) as session:
            for message in (rerun(page_name="operations"), *asked.values(), cancel):
                seen = told(await session.say(message, rerun()))
                assert b"adas" not in seen
                assert gated.waiting.job_id.encode() not in seen
                assert b"Workers" not in seen
        assert change(gated.settings, gated.waiting, lambda record: record).state is S.QUEUED


async def test_promise_23_who_is_not_in_is_told_of_no_page_and_given_no_component(gated: Gated) -> None:
    for name in SHUT_OUT:
        async with raw_session(gated.url, gated.strangers[name]) as session:
            for page in ("", "reports", "report", "operations"):
                messages = await session.say(rerun(page_name=page))
                assert "navigation" not in {message.WhichOneof("type") for message in messages}
                assert b"audience_" not in told(messages).replace(b"audience_language", b"")
                assert b"Log in" in told(messages) or b"Log out" in told(messages)


async def test_promise_24_the_component_cancels_ones_own_job_and_no_other(gated: Gated) -> None:
    async with raw_session(gated.url, gated.ada) as session:
        asked = await pages_of_ada(session, gated)
        async with raw_session(gated.url, gated.strangers["somebody else"]) as eve:
            (wire,) = components(await eve.say(rerun()), "audience_wire")
            theirs = {"id": "r-1", "op": "cancel", "job_id": gated.waiting.job_id}
            unknown = theirs | {"job_id": "0192f0c1-0000-7000-8000-000000000000"}
            answers = [
                [component.json for component, _ in components(messages, "audience_wire")]
                for messages in [await eve.say(component_request(*wire, each)) for each in (theirs, unknown)]
            ]
            assert "job_not_found" in answers[0][0]
            assert answers[0] == answers[1]
            assert change(gated.settings, gated.waiting, lambda record: record).state is S.QUEUED

        assert b"cancelled" in told(await session.say(asked["cancel"]))
    assert change(gated.settings, gated.waiting, lambda record: record).state is S.CANCELLED


async def test_promise_23_a_downloads_address_is_of_use_only_to_whom_it_was_made_for(gated: Gated) -> None:
    async with raw_session(gated.url, gated.ada) as session:
        asked = await pages_of_ada(session, gated)
        messages = await session.say(asked["report"])
        file_ids = [message.delta.new_element.download_button.deferred_file_id for message in messages]
        url = await session.download(next(filter(None, file_ids)))
        async with httpx.AsyncClient(base_url=gated.url, trust_env=False) as client:
            client.cookies = httpx.Cookies(gated.ada)
            own = await client.get(url)
            assert own.text.startswith("country,user_count\n")
            for name, cookies in gated.strangers.items():
                client.cookies = httpx.Cookies(cookies)
                assert (await client.get(url)).status_code == 404, name


async def test_promise_23_nobody_can_close_the_connections_of_others(gated: Gated) -> None:
    async with raw_session(gated.url, gated.ada) as session:
        asked = await pages_of_ada(session, gated)
        async with raw_session(gated.url) as stranger:
            await stranger.say(BackMsg(clear_cache=True), rerun())

        assert b"adas" in told(await session.say(asked["reports"]))


async def test_promise_25_nobody_chooses_the_address_that_the_audit_records(gated: Gated) -> None:
    forged = {"X-Forwarded-For": "192.0.2.66", "X-Real-IP": "192.0.2.66", "Forwarded": "for=192.0.2.66"}
    async with raw_session(gated.url, gated.ada, forged) as session:
        await session.say(rerun())

    assert gated.settings.audit_file is not None
    lines = gated.settings.audit_file.read_text().splitlines()
    assert '"act": "login"' in lines[-1]
    assert "192.0.2.66" not in "".join(lines)


async def test_streamlits_figures_are_for_operators(gated: Gated) -> None:
    async with httpx.AsyncClient(base_url=gated.url, trust_env=False) as client:
        for cookies, status in ((gated.ada, 404), ({}, 404), (gated.ops, 200)):
            client.cookies = httpx.Cookies(cookies)
            assert (await client.get("/_stcore/metrics")).status_code == status


async def test_every_answer_has_the_security_headers(gated: Gated) -> None:
    paths = ["/", "/report?job=1", "/_stcore/health", "/_stcore/host-config", "/media/none.csv", "/none.js"]
    paths += ["/auth/login", "/auth/logout", "/oauth2callback?state=1"]
    async with httpx.AsyncClient(base_url=gated.url, trust_env=False) as client:
        for path in paths:
            headers = (await client.get(path)).headers
            assert headers["Referrer-Policy"] == "no-referrer", path
            assert headers["X-Content-Type-Options"] == "nosniff", path
            policy = headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy, path
            assert f"connect-src 'self' {gated.settings.s3_endpoint};" in policy, path
            assert "frame-ancestors 'none'" in policy, path
