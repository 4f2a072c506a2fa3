"""The browser's side is played here: its outbox goes to the real desk, over a real SeaweedFS."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest

from pages.uploader.conversation import Conversation
from tests.servers import S3Server
from worker.desk.analyst import Desk
from worker.desk.desks import Desks, open_desks
from worker.jobs.record import JobState
from worker.queue.contract import Publisher
from worker.settings import Settings

pytestmark = pytest.mark.anyio

PART = 16 * 1024 * 1024


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def desks(settings: Settings) -> AsyncIterator[Desks]:
    async with Publisher(settings) as publisher, open_desks(settings, publisher) as desks:
        yield desks


class Browser:
    """Asks as the browser does, one request at a time."""

    def __init__(self, desk: Desk) -> None:
        self.conversation = Conversation(url_seconds=900)
        self._desk = desk
        self._count = 0

    async def hear(self, *outbox: dict[str, Any]) -> list[Any]:
        await self.conversation.hear(self._desk, list(outbox))
        return self.conversation.answers

    async def ask(self, op: str, **fields: Any) -> Any:
        """The answer's result, or its error."""
        self._count += 1
        (answer,) = await self.hear({"id": f"t-{self._count}", "op": op, **fields})
        assert answer["id"] == f"t-{self._count}"
        return answer.get("result", answer.get("error"))

    async def begin(self, size: int, name: str = "customers.csv") -> Any:
        return await self.ask("begin", name=name, size=size, fingerprint="f")

    async def put(self, url: str, body: bytes) -> None:
        async with httpx.AsyncClient(trust_env=False) as client:
            (await client.put(url, content=body)).raise_for_status()


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return Browser(desk)


async def test_a_file_goes_up_with_two_requests(browser: Browser, desk: Desk) -> None:
    body = b"email,country\na@b.co,DE\n"
    begun = await browser.begin(len(body))
    assert begun["arrived"] == []
    assert list(begun["urls"]) == [1]

    await browser.put(begun["urls"][1], body)
    done = await browser.ask("complete", job_id=begun["job_id"])

    assert done["line"]["state"] == "waiting"
    assert (await desk.job(begun["job_id"])).state is JobState.QUEUED


async def test_begin_presigns_the_first_fifty_missing_parts_and_presign_the_others(browser: Browser) -> None:
    begun = await browser.begin(60 * PART)
    assert list(begun["urls"]) == list(range(1, 51))

    more = await browser.ask("presign", job_id=begun["job_id"], parts=[51, 52])
    assert list(more["urls"]) == [51, 52]


async def test_promise_6_the_same_file_again_gets_urls_of_missing_parts_only(browser: Browser) -> None:
    begun = await browser.begin(2 * PART + 5)
    await browser.put(begun["urls"][2], b"x" * PART)

    again = await browser.begin(2 * PART + 5)

    assert again["job_id"] == begun["job_id"]
    assert again["arrived"] == [2]
    assert list(again["urls"]) == [1, 3]


async def test_a_request_that_comes_again_is_not_done_again(browser: Browser, desk: Desk) -> None:
    request = {"id": "a-1", "op": "begin", "name": "a.csv", "size": 5, "fingerprint": ""}

    first = await browser.hear(request)
    second = await browser.hear(request)

    assert first == second
    assert len(await desk.jobs()) == 1


async def test_only_what_the_browser_has_not_seen_is_answered(browser: Browser) -> None:
    await browser.begin(5)
    await browser.ask("watch", jobs=[])

    assert [answer["id"] for answer in browser.conversation.answers] == ["t-2"]


async def test_a_refused_file_gets_a_reason_and_no_job(browser: Browser, desk: Desk) -> None:
    assert "Word document" in (await browser.begin(5, "contacts.docx"))["message"]
    assert "empty" in (await browser.begin(0))["message"]
    assert "at most 500 GB" in (await browser.begin(501 * 10**9))["message"]
    assert await desk.jobs() == []


async def test_missing_parts_are_told_by_a_code_and_can_be_sent_after_it(browser: Browser) -> None:
    begun = await browser.begin(PART + 5)
    await browser.put(begun["urls"][1], b"x" * PART)
    assert (await browser.ask("complete", job_id=begun["job_id"]))["code"] == "upload_incomplete"

    again = await browser.begin(PART + 5)
    await browser.put(again["urls"][2], b"x" * 5)

    assert (await browser.ask("complete", job_id=begun["job_id"]))["line"]["state"] == "waiting"


async def test_promise_7_completing_twice_is_one_job(browser: Browser, desk: Desk) -> None:
    begun = await browser.begin(5)
    await browser.put(begun["urls"][1], b"x" * 5)

    first, second = await browser.hear(
        {"id": "a-1", "op": "complete", "job_id": begun["job_id"]},
        {"id": "a-2", "op": "complete", "job_id": begun["job_id"]},
    )

    assert first["result"]["line"]["state"] == second["result"]["line"]["state"] == "waiting"
    assert len(await desk.jobs()) == 1


async def test_a_slow_completion_goes_on_in_the_background(
    browser: Browser, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = await browser.begin(5)
    await browser.put(begun["urls"][1], b"x" * 5)
    gate = asyncio.Event()
    complete = desk.complete

    async def slowly(job_id: str) -> Any:
        await gate.wait()
        return await complete(job_id)

    monkeypatch.setattr(desk, "complete", slowly)
    monkeypatch.setattr("pages.uploader.conversation._COMPLETING_SECONDS", 0.05)
    assert await browser.ask("complete", job_id=begun["job_id"]) == {"pending": True}

    gate.set()
    monkeypatch.setattr("pages.uploader.conversation._COMPLETING_SECONDS", 30)
    assert (await browser.ask("complete", job_id=begun["job_id"]))["line"]["state"] == "waiting"


async def test_what_was_left_unfinished_is_recalled(browser: Browser, desk: Desk) -> None:
    begun = await browser.begin(2 * PART, "customers-eu.csv")
    await browser.put(begun["urls"][1], b"x" * PART)

    recalled = await Browser(desk).ask("recall")

    assert recalled["lines"] == [
        {
            "job_id": begun["job_id"],
            "name": "customers-eu.csv",
            "size": 2 * PART,
            "state": "unfinished",
            "arrived": PART,
        }
    ]


async def test_a_cancelled_upload_is_not_recalled(browser: Browser) -> None:
    begun = await browser.begin(5)

    assert (await browser.ask("cancel", job_id=begun["job_id"]))["line"]["state"] == "cancelled"
    assert (await browser.ask("recall"))["lines"] == []


async def test_watching_shows_each_file_and_drops_unknown_ones(browser: Browser) -> None:
    begun = await browser.begin(5)

    seen = await browser.ask("watch", jobs=[begun["job_id"], "nothing"])

    assert [line["state"] for line in seen["lines"]] == ["unfinished", "unknown"]


async def test_promise_24_no_request_reaches_another_analysts_job(browser: Browser, desks: Desks) -> None:
    begun = await browser.begin(5)
    stranger = Browser(desks.desk("stranger", external=False))

    for op in ("complete", "cancel", "retry"):
        assert (await stranger.ask(op, job_id=begun["job_id"]))["code"] == "job_not_found"
    assert (await stranger.ask("presign", job_id=begun["job_id"], parts=[1]))["code"] == "job_not_found"
    assert (await stranger.ask("watch", jobs=[begun["job_id"]]))["lines"][0] == {
        "job_id": begun["job_id"],
        "state": "unknown",
    }
    assert (await stranger.ask("recall"))["lines"] == []
    assert (await stranger.begin(5))["job_id"] != begun["job_id"]


async def test_a_report_opens_once(browser: Browser) -> None:
    request = {"id": "a-1", "op": "open", "job_id": "j1"}
    await browser.hear(request)
    destination = browser.conversation.take_destination()
    assert destination is not None
    assert destination.job_id == "j1"

    await browser.hear(request)
    assert browser.conversation.take_destination() is None


async def test_garbage_is_answered_and_harms_nobody(browser: Browser, desk: Desk) -> None:
    answers = await browser.hear({"id": "a-1", "op": "drop tables"}, {"id": "a-2", "op": "recall"})

    assert answers[0]["error"]["code"] == "invalid_request"
    assert answers[1]["result"] == {"lines": []}
    assert await desk.jobs() == []


async def test_a_bug_is_answered_with_a_sentence_and_not_remembered(
    browser: Browser, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = {"id": "a-1", "op": "recall"}

    async def broken() -> Any:
        raise RuntimeError("secret")

    with monkeypatch.context() as patch:
        patch.setattr(desk, "jobs", broken)
        (answer,) = await browser.hear(request)
    assert answer["error"]["code"] == "internal"
    assert "secret" not in answer["error"]["message"]

    (answer,) = await browser.hear(request)
    assert "result" in answer


async def test_with_storage_away_the_answer_says_so_and_the_request_works_later(
    fresh_s3: Callable[[], S3Server], broker_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = fresh_s3()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", server.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", server.secret_key)
    settings = Settings(s3_endpoint=server.endpoint, s3_bucket=server.new_bucket(), broker_url=broker_url)
    async with Publisher(settings) as publisher, open_desks(settings, publisher) as desks:
        browser = Browser(desks.desk("local", external=True))
        server.kill()
        request = {"id": "a-1", "op": "begin", "name": "a.csv", "size": 5, "fingerprint": "f"}
        (answer,) = await browser.hear(request)
        assert answer["error"]["code"] == "storage_unavailable"

        server.start()
        (answer,) = await browser.hear(request)
        assert list(answer["result"]["urls"]) == [1]
