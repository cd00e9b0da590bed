"""The data of a simulated Bluesky server."""

from dataclasses import dataclass, field
from datetime import datetime

from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.network import AccountStatus
from infra.local.simulators.timestamps import parse_timestamp

POST = "app.bsky.feed.post"
LIKE = "app.bsky.feed.like"
FOLLOW = "app.bsky.graph.follow"
BLOCK = "app.bsky.graph.block"


@dataclass(slots=True, kw_only=True)
class AppPassword:
    name: str
    password: str
    privileged: bool
    """Whether the password allows direct messages."""


@dataclass(slots=True, kw_only=True)
class Actor:
    did: str
    handle: str
    display_name: str
    password: str
    joined_at: datetime
    official: bool = False
    account_status: AccountStatus = AccountStatus.ACTIVE
    app_passwords: dict[str, AppPassword] = field(default_factory=dict)
    seen_at: datetime | None = None
    follows: dict[str, str] = field(default_factory=dict)
    """The URI of the follow record, by DID."""
    blocks: dict[str, str] = field(default_factory=dict)
    mutes: set[str] = field(default_factory=set)

    @property
    def email(self) -> str:
        return f"{self.handle.partition('.')[0]}@simulated.example"

    @property
    def active(self) -> bool:
        return self.account_status is AccountStatus.ACTIVE


@dataclass(slots=True, kw_only=True)
class Record:
    uri: str
    cid: str
    did: str
    collection: str
    rkey: str
    value: JsonObject
    indexed_at: datetime

    @property
    def sort_at(self) -> datetime:
        """The time that the author claims, but never later than when the server first saw the record."""
        try:
            return min(parse_timestamp(self.value["createdAt"]), self.indexed_at)
        except (KeyError, TypeError, ValueError):
            return self.indexed_at

    @property
    def ref(self) -> JsonObject:
        return {"uri": self.uri, "cid": self.cid}

    @property
    def parent(self) -> str | None:
        """The URI of the post that this post replies to."""
        return _uri(self.value.get("reply"), "parent")

    @property
    def quoted(self) -> str | None:
        """The URI of the quoted post. A post may quote and show media at the same time."""
        embed = self.value.get("embed") or {}
        inner = embed.get("record") or {}
        return _uri({"record": inner.get("record", inner)}, "record")


def _uri(holder: JsonObject | None, name: str) -> str | None:
    uri = ((holder or {}).get(name) or {}).get("uri")
    return uri if isinstance(uri, str) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One row of an actor's notifications. The record that it is about is read when the row is shown."""

    uri: str
    reason: str
    subject: str | None
    sort_at: datetime
    visible_at: datetime


@dataclass(slots=True, kw_only=True)
class ChatMessage:
    id: str
    rev: str
    sender: str
    sent_at: datetime
    visible_at: datetime
    body: JsonObject
    """The text and the facets, as the sender gave them."""
    deleted: bool = False


@dataclass(slots=True, kw_only=True)
class Convo:
    id: str
    rev: str
    members: tuple[str, str]
    messages: list[ChatMessage] = field(default_factory=list)
    accepted: set[str] = field(default_factory=set)
    read_to: dict[str, str] = field(default_factory=dict)
    """The rev of the newest message that a member has read, by DID."""

    def other(self, did: str) -> str:
        return self.members[1] if self.members[0] == did else self.members[0]

    def unread(self, did: str, now: datetime) -> list[ChatMessage]:
        after = self.read_to.get(did, "")
        return [m for m in self.shown(now) if m.sender != did and m.rev > after and not m.deleted]

    def shown(self, now: datetime) -> list[ChatMessage]:
        return [message for message in self.messages if message.visible_at <= now]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    rev: str
    kind: str
    convo: str
    visible_at: datetime
    message: ChatMessage | None = None
