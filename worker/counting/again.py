"""Why a file must be read once more from its beginning, in another way."""

from __future__ import annotations


class ReadAgain(Exception):
    """What was assumed of the file is wrong; nothing is counted yet."""


class NotUtf8(ReadAgain):
    """A row is not UTF-8, and nothing before it proved that the file is.

    Attributes:
        sample: whole lines beyond ASCII, to detect their encoding by.
    """

    def __init__(self, sample: bytes) -> None:
        super().__init__("not UTF-8")
        self.sample = sample


class MixedEmails(ReadAgain):
    """Readable emails and hashed ones are mixed, so that only their hashes can be compared."""
