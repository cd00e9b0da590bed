"""The accounts of a force, and what the system reads on each of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import NewType

AccountId = NewType("AccountId", str)
PolicyId = NewType("PolicyId", str)


class Platform(StrEnum):
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    X = "x"
    BLUESKY = "bluesky"
    MASTODON = "mastodon"


class Surface(StrEnum):
    DIRECT_MESSAGE = "direct_message"
    COMMENT = "comment"
    MENTION = "mention"
    REPLY = "reply"
    VISITOR_POST = "visitor_post"
    REVIEW = "review"


class AccountState(StrEnum):
    ACTIVE = "active"
    DRAINING = "draining"
    """The account is still watched. Its successor is announced, and nothing new is posted from it."""
    RETIRED = "retired"
    """The account is no longer polled. Its messages stay and keep their deadlines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One official account on one platform."""

    id: AccountId
    name: str
    """The name in texts, for example "Selby Bluesky"."""
    district: str
    platform: Platform
    handle: str
    server: str
    """The base URL of the platform's API for this account, without a trailing slash."""
    state: AccountState
    policy: PolicyId
    secret: str
    """The name of its credential in Secrets Manager, not the credential itself."""
    surfaces: frozenset[Surface]
    poll_every: timedelta
    backfill: timedelta
    """How far back the first poll reads."""
    successor: AccountId | None = None
    options: Mapping[str, bool] = field(default_factory=dict)
    """Optional features of a platform, such as Mastodon's `conversations`."""

    @property
    def is_watched(self) -> bool:
        return self.state is not AccountState.RETIRED
