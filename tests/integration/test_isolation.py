"""Another's job answers as one that does not exist, at every door, and nothing changes by asking."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from pages.uploader.conversation import Conversation
from tests.integration.neighbours import ADA, CSV, EVE, Nobody, Scene
from tests.servers import S3Server
from worker.desk.analyst import Desk
from worker.desk.desks import open_desks
from worker.desk.preview import Choices, CountOptions
from worker.errors import AudienceError, JobNotFound
from worker.settings import Settings

pytestmark = pytest.mark.anyio

UNKNOWN = "0192f0c1-0000-7000-8000-000000000000"
READING = CountOptions(choices=Choices(is_confirmed=True))

Operation = Callable[[Desk, str], Awaitable[object]]
OPERATIONS: dict[str, Operation] = {
    "read": Desk.job,
    "summary": Desk.summary,
    "preview": lambda desk, job_id: desk.preview(job_id, Choices()),
    "arrived": Desk.arrived,
    "presign": lambda desk, job_id: desk.presign(job_id, [1]),
    "complete": Desk.complete,
    "cancel": Desk.cancel,
    "retry": Desk.retry,
    "recount": lambda desk, job_id: desk.retry(job_id, READING),
    "delete": Desk.delete,
}
REQUESTS: dict[str, dict[str, Any]] = {
    "presign": {"op": "presign", "parts": [1]},
    "complete": {"op": "complete"},
    "cancel": {"op": "cancel"},
    "retry": {"op": "retry"},
}
# Whatever else a forger puts beside or into the id.
FORGERIES: list[dict[str, Any]] = [
    {"owner": ADA},
    {"upload_id": "u1", "s3_key": f"uploads/{ADA}/x.csv", "key": f"jobs/{ADA}/x.json"},
    {"multipart": {"upload_id": "u1", "part_size": 1}, "external": True},
]


@pytest.fixture
async def scene(settings: Settings, s3: S3Server) -> AsyncIterator[Scene]:
    async with open_desks(settings, Nobody()) as desks:
        scene = Scene(desks, s3, settings.s3_bucket)
        await scene.prepare()
        yield scene


async def outcome(operation: Operation, desk: Desk, job_id: str) -> tuple[str, str, str]:
    """All that whoever asks can tell apart."""
    with pytest.raises(AudienceError) as refused:
        await operation(desk, job_id)
    return type(refused.value).__name__, refused.value.code, refused.value.message


async def asked(desk: Desk, *requests: dict[str, Any]) -> list[Any]:
    """What a new session of this desk's owner is answered."""
    conversation = Conversation(url_seconds=900)
    await conversation.hear(desk, [{"id": f"t-{n}", **request} for n, request in enumerate(requests)])
    return conversation.answers


@pytest.mark.parametrize("name", OPERATIONS)
async def test_promise_24_every_operation_on_anothers_job_ends_as_on_no_job(scene: Scene, name: str) -> None:
    before = scene.contents()
    expected = await outcome(OPERATIONS[name], scene.eve, UNKNOWN)
    assert expected == ("JobNotFound", "job_not_found", "There is no such report.")

    for job in scene.jobs:
        assert await outcome(OPERATIONS[name], scene.eve, job.job_id) == expected

    assert scene.contents() == before


@pytest.mark.parametrize("name", OPERATIONS)
async def test_promise_24_nor_does_any_spelling_of_its_key_reach_it(scene: Scene, name: str) -> None:
    before = scene.contents()
    expected = await outcome(OPERATIONS[name], scene.eve, UNKNOWN)
    theirs = scene.jobs[1].job_id
    spellings = [
        f"{ADA}/{theirs}",
        f"../{ADA}/{theirs}",
        f"..%2f{ADA}%2f{theirs}",
        f"jobs/{ADA}/{theirs}.json",
        f"\n{theirs}",
        f"{theirs}\x00",
        "",
        "x" * 10_000,
    ]
    for spelling in spellings:
        assert await outcome(OPERATIONS[name], scene.eve, spelling) == expected
    assert scene.contents() == before


async def test_promise_24_lists_hold_ones_own_jobs_only(scene: Scene) -> None:
    assert await scene.eve.jobs() == []
    assert {job.job_id for job in await scene.ada.jobs()} == {
        job.job_id for job in scene.jobs if job.owner == ADA
    }
    assert await scene.desks.desk(ADA[:-1], external=False).jobs() == []  # a prefix of her name


@pytest.mark.parametrize("name", REQUESTS)
async def test_promise_24_a_component_request_for_anothers_job_is_answered_as_for_no_job(
    scene: Scene, name: str
) -> None:
    before = scene.contents()
    (expected,) = await asked(scene.eve, REQUESTS[name] | {"job_id": UNKNOWN})
    assert expected["error"]["code"] == "job_not_found"

    for job in scene.jobs:
        for forged in [{}, *FORGERIES]:
            assert await asked(scene.eve, REQUESTS[name] | forged | {"job_id": job.job_id}) == [expected]

    assert scene.contents() == before


async def test_promise_24_watching_recalling_and_opening_tell_nothing(scene: Scene) -> None:
    before = scene.contents()
    ids = [job.job_id for job in scene.jobs]

    watched, recalled, opened, unknown = await asked(
        scene.eve,
        {"op": "watch", "jobs": ids},
        {"op": "recall", "owner": ADA},
        {"op": "open", "job_id": ids[0]},
        {"op": "open", "job_id": UNKNOWN},
    )

    assert watched["result"]["lines"] == [{"job_id": job_id, "state": "unknown"} for job_id in ids]
    assert recalled["result"] == {"lines": []}
    assert opened["result"] == unknown["result"] == {}
    assert scene.contents() == before


async def test_promise_24_the_same_file_of_another_is_another_upload(scene: Scene) -> None:
    theirs = scene.jobs[0]
    begin = {"op": "begin", "name": "ada.csv", "size": len(CSV), "fingerprint": "f"}

    for forged in [{}, *FORGERIES, {"job_id": theirs.job_id}]:
        (answer,) = await asked(scene.eve, begin | forged)
        assert answer["result"]["job_id"] != theirs.job_id
        assert answer["result"]["arrived"] == []
        assert f"/uploads/{EVE}/" in answer["result"]["urls"][1]

    assert {job.owner for job in await scene.eve.jobs()} == {EVE}
    assert await scene.ada.arrived(theirs.job_id) == len(CSV)


async def test_promise_24_a_presigned_url_bent_to_anothers_upload_is_refused_by_the_storage(
    scene: Scene,
) -> None:
    theirs = scene.jobs[0]
    assert theirs.multipart is not None
    own = await scene.eve.begin(name="eve.csv", size=len(CSV), fingerprint="e")
    assert own.job.multipart is not None
    url = (await scene.eve.presign(own.job.job_id, [1]))[1]
    before = scene.contents()

    bent = [
        url.replace(own.job.multipart.upload_id, theirs.multipart.upload_id),
        url.replace(own.job.s3_key, theirs.s3_key),
        url.replace(own.job.s3_key, theirs.s3_key).replace(
            own.job.multipart.upload_id, theirs.multipart.upload_id
        ),
        url.replace(own.job.s3_key, theirs.ref.record_key).partition("&uploadId")[0],
    ]
    async with httpx.AsyncClient(trust_env=False) as browser:
        for forged in bent:
            assert (await browser.put(forged, content=b"x" * len(CSV))).status_code == 403
        for method in ("GET", "DELETE"):
            assert (await browser.request(method, url)).status_code == 403

    assert scene.contents() == before


async def test_promise_24_a_captured_request_sent_again_by_another_is_for_no_job(scene: Scene) -> None:
    """Ids of requests are remembered for one session: another's cannot be guessed."""
    theirs = scene.jobs[0].job_id
    captured = [
        {"id": "ada-1", "op": "presign", "job_id": theirs, "parts": [1]},
        {"id": "ada-2", "op": "cancel", "job_id": theirs},
        {"id": "ada-3", "op": "complete", "job_id": theirs},
    ]
    conversation = Conversation(url_seconds=900)
    await conversation.hear(scene.ada, captured[:1])
    assert "result" in conversation.answers[0]
    before = scene.contents()

    eves = Conversation(url_seconds=900)
    await eves.hear(scene.eve, captured)

    assert [answer["error"]["code"] for answer in eves.answers] == ["job_not_found"] * 3
    assert scene.contents() == before


async def test_promise_24_ones_own_request_sent_again_is_not_done_again(scene: Scene) -> None:
    cancel = {"id": "ada-1", "op": "cancel", "job_id": scene.jobs[1].job_id}
    conversation = Conversation(url_seconds=900)
    await conversation.hear(scene.ada, [cancel])
    first = conversation.answers
    before = scene.contents()

    await conversation.hear(scene.ada, [cancel, cancel])

    assert conversation.answers == first
    assert scene.contents() == before


async def test_promise_24_a_record_moved_to_another_owner_leads_nowhere(scene: Scene) -> None:
    storage = scene.desks.storage
    for claimed in (ADA, EVE):
        for job in scene.jobs:
            body = job.to_json().replace(ADA.encode(), claimed.encode(), 1)  # its owner, not its keys
            await storage.write(f"jobs/{EVE}/{job.job_id}.json", body, "application/json")
        before = scene.contents()

        assert await scene.eve.jobs() == []
        for operation in OPERATIONS.values():
            for job in scene.jobs:
                with pytest.raises(JobNotFound):
                    await operation(scene.eve, job.job_id)
        assert scene.contents() == before
