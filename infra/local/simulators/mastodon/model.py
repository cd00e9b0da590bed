"""The data of a simulated Mastodon server."""

from dataclasses import dataclass, field
from datetime import datetime

from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.network import AccountStatus

DEFAULT_POLICY = {
    "for_not_following": "accept",
    "for_not_followers": "accept",
    "for_new_accounts": "accept",
    "for_private_mentions": "filter",
    "for_limited_accounts": "filter",
    "for_bots": "accept",
}
"""The policy of a new account on Mastodon 4.6.4."""


@dataclass(slots=True, kw_only=True)
class Account:
    id: str
    username: str
    domain: str | None
    """None for an account of this server."""
    display_name: str
    created_at: datetime
    token: str = ""
    scopes: frozenset[str] = frozenset({"read", "write"})
    token_problem: str = ""
    """The error text if the token is no longer valid."""
    official: bool = False
    bot: bool = False
    limited: bool = False
    """Whether moderators have hidden the account from strangers."""
    account_status: AccountStatus = AccountStatus.ACTIVE
    policy: dict[str, str] = field(default_factory=lambda: dict(DEFAULT_POLICY))
    follows: set[str] = field(default_factory=set)
    permitted: set[str] = field(default_factory=set)
    """The accounts whose request was accepted. The policy does not apply to their notifications."""
    markers: dict[str, JsonObject] = field(default_factory=dict)
    published: int = 0
    last_published_at: datetime | None = None

    @property
    def acct(self) -> str:
        return self.username if self.domain is None else f"{self.username}@{self.domain}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A status before it is published."""

    text: str
    visibility: str = "public"
    spoiler: str = ""
    language: str | None = "en"
    reply_to: str | None = None
    quote: str | None = None
    media: tuple[str, ...] = ()
    created_at: datetime | None = None
    application: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One version of a status."""

    text: str
    spoiler: str
    created_at: datetime


@dataclass(slots=True, kw_only=True)
class Status:
    id: str
    account: Account
    text: str
    created_at: datetime
    thread: str
    """The id of the first status of the thread."""
    visibility: str = "public"
    spoiler: str = ""
    language: str | None = "en"
    reply_to: str | None = None
    quote: str | None = None
    mentions: list[Account] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    edited_at: datetime | None = None
    editions: list[Edition] = field(default_factory=list)
    favourites: int = 0
    application: str | None = None


@dataclass(slots=True, kw_only=True)
class Notification:
    id: str
    kind: str
    sender: Account
    status: str | None
    created_at: datetime
    visible_at: datetime
    filtered: bool


@dataclass(slots=True, kw_only=True)
class Conversation:
    """One account's view of one private thread with one set of people."""

    id: str
    thread: str
    others: tuple[str, ...]
    statuses: list[str] = field(default_factory=list)
    unread: bool = False


@dataclass(slots=True, kw_only=True)
class Upload:
    id: str
    kind: str
    description: str | None
    ready_at: datetime
