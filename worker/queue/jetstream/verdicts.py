"""What an actor raises to say what becomes of its message."""

from __future__ import annotations

from worker.errors import AudienceError


class PutBack(AudienceError):
    """The message is put back in the queue.

    Raised by an actor whose `on_error` then says "reject".

    Attributes:
        delay_seconds: when it may be delivered again; None lets the delay grow with the deliveries.
    """

    code = "put_back"

    def __init__(self, delay_seconds: float | None = None) -> None:
        super().__init__()
        self.delay_seconds = delay_seconds


class DeadLetter(AudienceError):
    """No worker can do anything with this message.

    Raised by an actor whose `on_error` then says "nack"; its sentence goes with the message as the reason.
    """

    code = "dead_letter"
