"""Opens the desks of analysts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from worker.audit import Actor
from worker.desk.analyst import Desk
from worker.desk.expectations import Expectations
from worker.desk.listings import Listings
from worker.desk.preview import Previews
from worker.jobs.dispatch import JobQueue, MessageSender
from worker.jobs.store import JobStore
from worker.settings import Settings
from worker.storage.client import Storage, open_storage
from worker.uploads.open_uploads import OpenUploads
from worker.uploads.opening import Openings


class Desks:
    """Opens desks for analysts over one storage connection and one publisher."""

    def __init__(self, settings: Settings, storage: Storage, publisher: MessageSender) -> None:
        self.storage = storage
        self.publisher = publisher
        self._store = JobStore(storage)
        self._queue = JobQueue(self._store, publisher)
        self._openings = Openings(storage, self._store, settings)
        self._uploads = OpenUploads(storage, self._store, self._queue)
        self._previews = Previews(storage, settings.unpack_limits)
        self._listings = Listings(self._store)
        self._expectations = Expectations(storage)

    def desk(self, owner: str, *, external: bool, actor: Actor | None = None) -> Desk:
        """The desk of one owner; with `external`, jobs of external publishers are theirs too.

        Whatever is done there is put down to the actor, or else to the owner.
        """
        return Desk(
            owner,
            self.storage,
            self._store,
            self._uploads,
            self._queue,
            openings=self._openings,
            previews=self._previews,
            listings=self._listings,
            expectations=self._expectations,
            actor=actor or Actor(owner),
            external=external,
        )


@asynccontextmanager
async def open_desks(
    settings: Settings, publisher: MessageSender, patience_seconds: float | None = None
) -> AsyncIterator[Desks]:
    """A desks with its own storage connection; see open_storage."""
    async with open_storage(settings, patience_seconds) as storage:
        yield Desks(settings, storage, publisher)
