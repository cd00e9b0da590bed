"""The responses of Bluesky, as far as we use them: lenient to new fields, strict about the fields we read.

The author of a post decides what its `record` holds. Therefore it is read row by row, never as part of a page.
Field names and limits: the app.bsky and chat.bsky lexicons (bluesky-social/atproto, August 2026).
"""

from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.alias_generators import to_camel

from watchdesk.platforms.bluesky.timestamps import instant

LONGEST_TEXT = 30_000
"""Ten times what the lexicon allows for a post. A longer text is kept raw, cut to what one item can hold."""


def _instant(value: object) -> object:
    at = instant(value)
    if at is None:
        raise ValueError("not an instant")
    return at


def _text_or_nothing(value: object) -> object:
    return "" if value is None else value


Instant = Annotated[datetime, BeforeValidator(_instant)]
AtUri = Annotated[
    str,
    StringConstraints(
        pattern=r"^at://did:[a-z]+:[A-Za-z0-9._:%-]+/[A-Za-z0-9.-]+/[A-Za-z0-9._:~-]+$", max_length=1000
    ),
]
Did = Annotated[str, StringConstraints(pattern=r"^did:[a-z]+:[A-Za-z0-9._:%-]+$", max_length=300)]
Plain = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]+$", max_length=200)]
"""Ids, revisions and digests."""
Cursor = Annotated[str, BeforeValidator(_text_or_nothing)]
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]


class Wire(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, alias_generator=to_camel, validate_default=False)


class Identified(Wire):
    id: Plain


class Actor(Wire):
    did: Did
    handle: Annotated[str, StringConstraints(max_length=300), BeforeValidator(_text_or_nothing)] = ""
    display_name: Annotated[str, StringConstraints(max_length=2000), BeforeValidator(_text_or_nothing)] = ""


class Ref(Wire):
    uri: AtUri


class ReplyRefs(Wire):
    root: Ref
    parent: Ref


class PostRecord(Wire):
    text: Text
    created_at: Any = None
    reply: ReplyRefs | None = None
    facets: Any = None
    embed: Any = None


class PostView(Wire):
    """A post as notifications, threads and feeds show it."""

    uri: AtUri
    cid: Plain
    author: Actor
    record: PostRecord
    indexed_at: Instant
    reply_count: int = 0


class StrongRef(Ref):
    """One version of a record."""

    cid: Plain


class StoredRecord(StrongRef):
    """A record as `getRecord` shows it."""

    value: Any = None


class Posts(Wire):
    """The posts asked for that exist and that we may see."""

    posts: list[Any]


class ForeignPost(StrongRef):
    """A post of somebody else, as far as a reply to it needs it."""

    record: Any = None


class ResolvedHandle(Wire):
    did: Did


class Blob(Wire):
    """An uploaded file, as a record names it."""

    blob: dict[str, Any]


class Notifications(Wire):
    notifications: list[Any]
    cursor: Cursor = ""


class Records(Wire):
    records: list[Any]
    cursor: Cursor = ""


class OwnRecord(Wire):
    uri: AtUri
    value: PostRecord


class AuthorFeed(Wire):
    feed: list[Any]


class Thread(Wire):
    thread: Any


class Convos(Wire):
    convos: list[Any]
    cursor: Cursor = ""


class Convo(Identified):
    rev: str = ""
    status: str = ""
    last_message: Any = None


class Messages(Wire):
    messages: list[Any]
    cursor: Cursor = ""
    related_profiles: list[Any] = Field(default_factory=list)


class ChatMessage(Identified):
    sender: Actor
    sent_at: Instant
    text: Text
    facets: Any = None
    embed: Any = None
    reply_to: Any = None


Shape = TypeVar("Shape", bound=Wire)


def read_or_none(shape: type[Shape], row: object) -> Shape | None:
    try:
        return shape.model_validate(row)
    except ValidationError:
        return None
