"""What a browser may ask for: checked here, because nothing a browser says is trusted."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

PRESIGNED_AT_ONCE = 50
_OUTBOX = 100
_WATCHED = 100

JobId = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,64}$")]


class _Request(BaseModel):
    """A request.

    Attributes:
        id: the browser's own; the same request sent again has the same id.
    """

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    id: str = Field(pattern=r"^[0-9a-z-]{1,64}$")


class Begin(_Request):
    """Open an upload, or go on with the unfinished one of the same file.

    Attributes:
        ask_first: whether to show how the file is read before it is counted.
        fold_gmail: whether dots and +tags in Gmail addresses are ignored.
    """

    op: Literal["begin"]
    name: str = Field(min_length=1, max_length=1_000)
    size: int = Field(ge=0, le=2**53)
    fingerprint: str = Field(max_length=200)
    ask_first: bool = False
    fold_gmail: bool = False


class Presign(_Request):
    """URLs for these parts."""

    op: Literal["presign"]
    job_id: JobId
    parts: list[Annotated[int, Field(ge=1, le=10_000)]] = Field(min_length=1, max_length=PRESIGNED_AT_ONCE)


class Complete(_Request):
    """Every part is there."""

    op: Literal["complete"]
    job_id: JobId


class Cancel(_Request):
    """Stop, wherever it is."""

    op: Literal["cancel"]
    job_id: JobId


class Retry(_Request):
    """Count the kept file of a failed job once more."""

    op: Literal["retry"]
    job_id: JobId


class Watch(_Request):
    """How far these are."""

    op: Literal["watch"]
    jobs: list[JobId] = Field(max_length=_WATCHED)


class Recall(_Request):
    """What this analyst has running or left unfinished."""

    op: Literal["recall"]


class Open(_Request):
    """Show a report; without a job the page with the drop zone."""

    op: Literal["open"]
    job_id: JobId | None = None


Request = Begin | Presign | Complete | Cancel | Retry | Watch | Recall | Open

_ANY: TypeAdapter[Request] = TypeAdapter(Annotated[Request, Field(discriminator="op")])


class Unreadable(BaseModel):
    """Something that is no request but has an id, so that it can be answered."""

    model_config = ConfigDict(strict=True, extra="ignore")

    id: str = Field(pattern=r"^[0-9a-z-]{1,64}$")


def read_outbox(outbox: Any) -> list[Request | Unreadable]:
    """The requests in a browser's outbox, each id once; what cannot even be answered is left out."""
    if not isinstance(outbox, list):
        return []
    found: dict[str, Request | Unreadable] = {}
    for item in outbox[:_OUTBOX]:
        if request := _read(item):
            found.setdefault(request.id, request)
    return list(found.values())


def _read(item: Any) -> Request | Unreadable | None:
    try:
        return _ANY.validate_python(item)
    except ValidationError:
        pass
    try:
        return Unreadable.model_validate(item)
    except ValidationError:
        return None
