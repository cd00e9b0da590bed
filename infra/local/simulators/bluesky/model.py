"""What a simulated Bluesky server keeps."""

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
    """Allows direct messages."""


@dataclass(slots=True, kw_only=True)
class Actor:
    did: str
    handle: str
    display_name: str
    password: str
    joined_at: datetime
    official: bool = False
    standing: AccountStatus = AccountStatus.ACTIVE
    app_passwords: dict[str, AppPassword] = field(default_factory=dict)
    seen_at: datetime | None = None
    follows: dict[str, str] = field(default_factory=dict)
    """DID to the URI of the follow record."""
    blocks: dict[str, str] = field(default_factory=dict)
    mutes: set[str] = field(default_factory=set)

    @property
    def email(self) -> str:
        return f"{self.handle.partition('.')[0]}@simulated.example"

    @property
    def active(self) -> bool:
        return self.standing is AccountStatus.ACTIVE


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
        """The author's claimed time, but never later than the server first saw the record."""
        try:
            return min(parse_timestamp(self.value["createdAt"]), self.indexed_at)
        except (KeyError, TypeError, ValueError):
            return self.indexed_at

    @property
    def ref(self) -> JsonObject:
        return {"uri": self.uri, "cid": self.cid}

    @property
    def parent(self) -> str | None:
        """What a post answers."""
        return _uri(self.value.get("reply"), "parent")

    @property
    def quoted(self) -> str | None:
        """What a post quotes, with or without media beside it."""
        embed = self.value.get("embed") or {}
        inner = embed.get("record") or {}
        return _uri({"record": inner.get("record", inner)}, "record")


def _uri(holder: JsonObject | None, name: str) -> str | None:
    uri = ((holder or {}).get(name) or {}).get("uri")
    return uri if isinstance(uri, str) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One row of an account's notifications; what it shows is looked up when it is shown."""

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
    """Text and facets, as the sender gave them."""
    deleted: bool = False


@dataclass(slots=True, kw_only=True)
class Convo:
    id: str
    rev: str
    members: tuple[str, str]
    messages: list[ChatMessage] = field(default_factory=list)
    accepted: set[str] = field(default_factory=set)
    read_to: dict[str, str] = field(default_factory=dict)
    """DID to the rev of the newest message that member has read."""

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
