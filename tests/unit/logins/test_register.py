"""The register of logins: what is over stays over, whichever dashboard looks and whoever writes meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.memory_storage import MemoryBucket, Network, Stored, memory_storage
from worker.errors import NobodyLoggedIn, PreconditionFailed, StorageUnavailable
from worker.logins import Login, Logins, LoginStanding, LoginVerdict, People, SessionLimits
from worker.logins.login_record import Closing, LoginRecord, closing_key, login_key
from worker.settings import Settings

pytestmark = pytest.mark.anyio

BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
LIMITS = SessionLimits(idle=timedelta(hours=12), longest=timedelta(days=7))
ADA = Login("5f0c" * 8, "a" * 32, BEGAN, "Ada@example.org")
SECOND = timedelta(seconds=1)


@dataclass
class Register:
    """The register in a bucket of the test's own, and the time that every dashboard reads."""

    bucket: MemoryBucket = field(default_factory=MemoryBucket)
    now: datetime = BEGAN
    seconds: float = 0.0
    is_away: bool = False

    def logins(self) -> Logins:
        """The register as one dashboard uses it."""
        return Logins(memory_storage(Settings(), self.bucket, _Network(self)), LIMITS)

    def dashboard(self) -> LoginStanding:
        """A dashboard that has just started."""
        return LoginStanding(self.logins(), lambda: self.seconds)

    def wait(self, time: timedelta) -> None:
        self.now += time
        self.seconds += time.total_seconds()


class _Network(Network):
    def __init__(self, register: Register) -> None:
        self._register = register

    async def send(self, name: str, request: Callable[[], object]) -> object:  # type: ignore[override]
        if self._register.is_away:
            raise StorageUnavailable
        return await super().send(name, request)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Register:
    there = Register()
    there.bucket.now = lambda: there.now
    for module in ("register", "standing", "people"):
        monkeypatch.setattr(f"worker.logins.{module}.utc_now", lambda: there.now)
    return there


async def test_a_login_that_was_ended_is_over_everywhere_and_after_a_restart(here: Register) -> None:
    one, other = here.dashboard(), here.dashboard()
    await one.begin(ADA)
    assert [await each.verdict(ADA) for each in (one, other)] == [LoginVerdict.GOOD] * 2

    await one.end(ADA)

    assert one.glance(ADA) is LoginVerdict.ENDED
    assert other.glance(ADA) is LoginVerdict.GOOD  # what is open learns of it within seconds,
    assert await other.verdict(ADA) is LoginVerdict.ENDED  # what is opened at once
    assert await here.dashboard().verdict(ADA) is LoginVerdict.ENDED


@pytest.mark.parametrize("is_noted", [True, False])
async def test_a_login_ends_when_nothing_is_done_and_not_before(here: Register, is_noted: bool) -> None:
    board = here.dashboard()
    if is_noted:
        await board.begin(ADA)
    for _ in range(10):  # somebody at work, for longer than the idle time
        here.wait(LIMITS.idle * 0.6)
        assert await board.verdict(ADA) is LoginVerdict.GOOD
        board.note(ADA)
        await board.verdict(ADA)
    here.wait(LIMITS.idle - SECOND)
    assert await here.dashboard().verdict(ADA) is LoginVerdict.GOOD
    assert await board.verdict(ADA) is LoginVerdict.GOOD

    here.wait(2 * SECOND)

    board.note(ADA)  # too late
    assert await board.verdict(ADA) is LoginVerdict.IDLE
    assert await here.dashboard().verdict(ADA) is LoginVerdict.IDLE


async def test_a_login_ends_when_it_is_too_old_whatever_is_done(here: Register) -> None:
    board = here.dashboard()
    await board.begin(ADA)
    while here.now - BEGAN < LIMITS.longest:
        assert await board.verdict(ADA) is LoginVerdict.GOOD
        board.note(ADA)
        await board.verdict(ADA)
        here.wait(LIMITS.idle * 0.9)

    assert await board.verdict(ADA) is LoginVerdict.TOO_OLD
    assert await here.dashboard().verdict(ADA) is LoginVerdict.TOO_OLD


async def test_work_is_noted_once_a_minute(here: Register) -> None:
    board, writes = here.dashboard(), list[str]()
    await board.begin(ADA)
    here.bucket.before_change = lambda key, _: writes.append(key)
    for _ in range(180):
        here.wait(SECOND)
        if board.glance(ADA) is None:
            await board.verdict(ADA)
        board.note(ADA)
    assert 2 <= len(writes) <= 3


async def test_work_that_is_noted_at_the_same_moment_does_not_bring_a_login_back(here: Register) -> None:
    board = here.dashboard()
    await board.begin(ADA)
    here.wait(timedelta(minutes=5))
    assert await board.verdict(ADA) is LoginVerdict.GOOD
    board.note(ADA)
    ended = LoginRecord.of(ADA, BEGAN).model_copy(update={"ended_at": here.now})

    def end_first(key: str, _new: Stored | None) -> None:
        here.bucket.before_change = lambda *_: None
        here.bucket.put(key, ended.to_json())
        raise PreconditionFailed

    here.bucket.before_change = end_first
    assert await board.verdict(ADA) is LoginVerdict.ENDED
    assert await here.dashboard().verdict(ADA) is LoginVerdict.ENDED


@pytest.mark.parametrize("clock", [timedelta(0), timedelta(minutes=10), timedelta(minutes=-10)])
async def test_all_of_one_person_ends_at_once_and_they_may_log_in_again(
    here: Register, clock: timedelta
) -> None:
    """The clock of the dashboard that signs cookies is off by so much."""
    board = here.dashboard()
    cookies = [replace(ADA, id=str(n) * 32, signed_at=BEGAN + clock) for n in range(5)]
    bob = replace(ADA, owner="b" * 32)
    for each in [*cookies, bob]:
        await board.begin(each)
    here.wait(timedelta(minutes=1))

    assert await here.logins().end_all(ADA.owner) == 5

    again = replace(ADA, id="f" * 32, signed_at=here.now + clock)
    await board.begin(again)
    for dashboard in (here.dashboard(), here.dashboard()):
        assert {await dashboard.verdict(each) for each in cookies} == {LoginVerdict.ENDED}
        assert await dashboard.verdict(again) is LoginVerdict.GOOD
        assert await dashboard.verdict(bob) is LoginVerdict.GOOD


async def test_a_cookie_that_the_register_has_not_seen_ends_with_all_others(here: Register) -> None:
    here.wait(timedelta(minutes=1))
    await here.logins().end_all(ADA.owner)
    assert await here.dashboard().verdict(ADA) is LoginVerdict.ENDED


async def test_a_cookie_that_is_seen_while_all_are_ended_does_not_slip_through(here: Register) -> None:
    here.wait(timedelta(minutes=1))
    closing = Closing(before=here.now).model_dump_json().encode()

    def end_all_first(_key: str, _new: Stored | None) -> None:
        here.bucket.before_change = lambda *_: None
        here.bucket.put(closing_key(ADA.owner), closing)  # and then it lists, too early to see ADA's

    here.bucket.before_change = end_all_first
    assert await here.dashboard().verdict(ADA) is LoginVerdict.ENDED


@pytest.mark.parametrize("clock", [timedelta(0), timedelta(minutes=10)])
async def test_a_forgotten_owner_leaves_no_login_and_no_way_back(here: Register, clock: timedelta) -> None:
    ada = replace(ADA, signed_at=BEGAN + clock)
    board = here.dashboard()
    await board.begin(ada)
    assert await board.verdict(ada) is LoginVerdict.GOOD

    assert await here.logins().forget(ada.owner) == 1

    assert list(here.bucket.objects) == [closing_key(ada.owner)]
    here.wait(timedelta(seconds=6))
    for dashboard in (board, here.dashboard()):
        assert await dashboard.verdict(ada) is LoginVerdict.ENDED
    assert await here.logins().forget(ada.owner) == 0


async def test_what_no_cookie_outlives_is_thrown_away(here: Register) -> None:
    await here.dashboard().begin(ADA)
    await here.logins().end_all(ADA.owner)
    here.wait(timedelta(days=33))

    bob = replace(ADA, owner="b" * 32, signed_at=here.now)
    await here.dashboard().begin(bob)
    await here.logins().sweep()

    assert list(here.bucket.objects) == [login_key(bob.owner, bob.id)]
    assert await here.dashboard().verdict(ADA) is LoginVerdict.TOO_OLD


async def test_with_the_storage_away_nobody_enters_and_who_is_in_stays_for_minutes(here: Register) -> None:
    board = here.dashboard()
    await board.begin(ADA)
    assert await board.verdict(ADA) is LoginVerdict.GOOD

    here.is_away = True

    assert await here.dashboard().verdict(ADA) is LoginVerdict.UNKNOWN
    here.wait(timedelta(minutes=4))
    assert await board.verdict(ADA) is LoginVerdict.GOOD
    with pytest.raises(StorageUnavailable):
        await board.end(ADA)
    here.wait(timedelta(minutes=2))
    assert await board.verdict(ADA) is LoginVerdict.UNKNOWN
    here.is_away = False
    here.wait(timedelta(seconds=6))
    assert await board.verdict(ADA) is LoginVerdict.GOOD


@pytest.mark.parametrize("body", [b"", b"null", b"{}", b'{"schema": 2}', b"\xff"])
async def test_a_record_that_nobody_can_read_lets_nobody_in_and_breaks_nothing(
    here: Register, body: bytes
) -> None:
    bob = replace(ADA, owner="b" * 32)
    await here.dashboard().begin(bob)
    here.bucket.put(login_key(ADA.owner, ADA.id), body)

    assert await here.dashboard().verdict(ADA) is LoginVerdict.UNKNOWN
    assert [person.owner for person in await People(here.logins()).present()] == [bob.owner]
    assert await here.logins().end_all(ADA.owner) == 0
    assert await here.dashboard().verdict(ADA) is LoginVerdict.ENDED


async def test_operators_find_people_by_address_and_the_bucket_names_none(here: Register) -> None:
    board, people = here.dashboard(), People(here.logins())
    await board.begin(ADA)
    await board.begin(replace(ADA, id="c" * 32))
    await board.begin(replace(ADA, owner="b" * 32, email="bob@example.org"))

    assert await people.named(" ADA@Example.org") == {ADA.owner}
    assert await people.named(ADA.owner) == {ADA.owner}
    for nobody in ("eve@example.org", ADA.owner[:8], "local", "", "../jobs"):
        with pytest.raises(NobodyLoggedIn):
            await people.named(nobody)
    assert {each.owner: each.sessions for each in await people.present()} == {ADA.owner: 2, "b" * 32: 1}
    await here.logins().end_all(ADA.owner)
    assert [each.owner for each in await people.present()] == ["b" * 32]
    here.wait(LIMITS.idle * 2)
    assert await people.present() == []
    assert b"example" not in b"".join(stored.body for stored in here.bucket.objects.values())
