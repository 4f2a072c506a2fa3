"""A file that a person must look at before it is counted."""

from __future__ import annotations

from worker.dialect.model import CountOptions, Doubt, DoubtCode, Reading
from worker.errors import FileRefused
from worker.refusal import Refusal
from worker.text.sentences import say

_ASKED = Doubt(code=DoubtCode.ASKED, message=say("You asked to see it before it is counted."))


class Unclear(FileRefused):
    """How the file is read is probable, not certain: the right choices, or a confirmation, will do.

    Attributes:
        reading: how it would be read; at least one doubt.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        super().__init__(
            Refusal.UNCLEAR,
            say("Please check how this file is read: {doubt}", doubt=reading.doubts[0].sentence),
        )


def require_certain(reading: Reading, options: CountOptions) -> None:
    """Let only what is certain, or confirmed, be counted.

    Raises:
        Unclear: a person has to look at it first.
    """
    doubts = reading.doubts
    if options.ask_first and not doubts and not options.choices.is_confirmed:
        doubts = (_ASKED,)
    if doubts:
        raise Unclear(reading.model_copy(update={"doubts": doubts}))
