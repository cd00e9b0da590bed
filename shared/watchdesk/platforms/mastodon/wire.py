"""The fields of Mastodon's entities that are used, read leniently.

Only `id`, `created_at`, `account` and `content` of a status are required: servers that speak this API leave out,
rename and add the rest. An optional field that cannot be read counts as absent, so it costs no message.
"""

from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)

_EARLIEST, _LATEST = 1900, 2900
T = TypeVar("T")


def _or_none(value: Any, read: ValidatorFunctionWrapHandler) -> Any:  # noqa: ANN401  a field of any type
    try:
        return read(value)
    except ValidationError:
        return None


def _utc(at: datetime) -> datetime:
    """Return the time in UTC.

    Raises ValueError for a time that no post can have and that would not survive a change of zone.
    """
    if not _EARLIEST <= at.year < _LATEST:
        raise ValueError("outside the years of any post")
    return at.astimezone(UTC)


def _storable(text: str) -> str:
    """Return the text without halves of characters: JSON can hold them, but no table and no log can."""
    return text.encode(errors="replace").decode()


def _encodable(text: str) -> str:
    """Return the id. A UnicodeEncodeError is a ValueError: an id cannot be mended without becoming another."""
    text.encode()
    return text


def _objects(value: Any) -> Any:  # noqa: ANN401
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


Lenient = Annotated[T | None, WrapValidator(_or_none)]
Text = Annotated[str, AfterValidator(_storable)]
Id = Annotated[str, Field(min_length=1, max_length=256), AfterValidator(_encodable)]
"""An opaque id: a number, a ULID or a flake id, by server.

A longer one than any of these would not fit a table's key.
"""
Instant = Annotated[AwareDatetime, AfterValidator(_utc)]


class Entity(BaseModel):
    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)


class _Identified(Entity):
    id: Lenient[Id] = None


class Writer(Entity):
    id: Id
    acct: Lenient[Text] = None
    username: Lenient[Text] = None
    display_name: Lenient[Text] = None

    @property
    def handle(self) -> str:
        """The handle, without a domain for people of the account's own server."""
        return self.acct or self.username or self.id


class Pleroma(Entity):
    accepts_chat_messages: Lenient[bool] = None


class AccountSource(Entity):
    status_content_type: Lenient[Text] = None
    """GoToSocial's format of the account's posts."""


class OwnAccount(Writer):
    """The account a token belongs to."""

    source: Lenient[AccountSource] = None

    suspended: Lenient[bool] = None
    moved: Lenient[dict[str, Any]] = None
    pleroma: Lenient[Pleroma] = None


class Media(_Identified):
    type: Lenient[Text] = None
    url: Lenient[Text] = None
    remote_url: Lenient[Text] = None
    preview_url: Lenient[Text] = None
    description: Lenient[Text] = None


class MentionedAccount(_Identified):
    acct: Lenient[Text] = None


class Addressing(Entity):
    """Whom a status addresses. It tells on which surface the status belongs, even if its text cannot be read."""

    visibility: Lenient[Text] = None
    in_reply_to_id: Lenient[Id] = None
    in_reply_to_account_id: Lenient[Id] = None
    mentions: Annotated[tuple[MentionedAccount, ...], BeforeValidator(_objects)] = ()
    quote: Lenient[dict[str, Any]] = None


class Status(Addressing):
    id: Id
    created_at: Instant
    account: Writer
    content: Text
    edited_at: Lenient[Instant] = None
    spoiler_text: Lenient[Text] = None
    url: Lenient[Text] = None
    uri: Lenient[Text] = None
    replies_count: Lenient[int] = None
    media_attachments: Annotated[tuple[Media, ...], BeforeValidator(_objects)] = ()
    reblog: Lenient[dict[str, Any]] = None


class ListRow(Entity):
    """The frame of a notification, a conversation or a notification request. Its content is read apart."""

    id: Lenient[Id] = None
    type: Lenient[Text] = None
    created_at: Lenient[Instant] = None
    updated_at: Lenient[Instant] = None
    notifications_count: Lenient[Text] = None
    account: Lenient[Writer] = None
    filtered: Lenient[bool] = None
    status: Any = None
    last_status: Any = None


def row(raw: Any) -> ListRow:  # noqa: ANN401  whatever the server sent
    """Return the frame of one row of a list, or an empty one if the row is no object."""
    return ListRow.model_validate(raw) if isinstance(raw, dict) else ListRow()


def id_of(raw: Any) -> str | None:  # noqa: ANN401
    """Return the id of anything the server sent, if it has one that can be stored and asked for."""
    return _Identified.model_validate(raw).id if isinstance(raw, dict) else None
