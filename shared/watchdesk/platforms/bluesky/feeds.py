"""The feeds of a Bluesky account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.account import Account, Surface
from watchdesk.core.clock import Clock
from watchdesk.core.http_client import HttpClient
from watchdesk.inbox.ports.feeds import Feed
from watchdesk.platforms.bluesky.backdated import BackdatedFeed
from watchdesk.platforms.bluesky.chat import ChatFeed
from watchdesk.platforms.bluesky.client import BlueskyClient
from watchdesk.platforms.bluesky.notifications import NotificationsFeed
from watchdesk.platforms.bluesky.own_posts import OwnPostsFeed
from watchdesk.platforms.bluesky.probe import probe
from watchdesk.platforms.bluesky.session import BlueskySession
from watchdesk.platforms.bluesky.threads import ThreadsFeed
from watchdesk.platforms.bluesky.tokens import ends_at
from watchdesk.platforms.bluesky.xrpc import Xrpc
from watchdesk.platforms.credential import Credentials, ProbeResult
from watchdesk.platforms.session_store import SessionStore

PUBLIC = frozenset({Surface.MENTION, Surface.REPLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class BlueskyFeeds:
    """The feeds of one account share its session and what is known of its server's rate limit."""

    http: HttpClient
    sessions: SessionStore
    credentials: Credentials
    clock: Clock

    def of(self, account: Account) -> Sequence[Feed]:
        client, watched = self._client(account), account.surfaces & PUBLIC
        feeds: list[Feed] = []
        if watched:
            feeds.append(NotificationsFeed(client, watched))
        if Surface.DIRECT_MESSAGE in account.surfaces:
            feeds.append(ChatFeed(client, self.clock))
        if watched:
            feeds.append(OwnPostsFeed(client))
        if Surface.REPLY in watched:
            feeds.append(ThreadsFeed(client, self.clock, watched))
        if watched:
            feeds.append(BackdatedFeed(NotificationsFeed(client, watched), self.clock))
        return feeds

    def ends_at(self, account: Account) -> datetime | None:
        """Return when the session ends unless it is refreshed before. Makes no call."""
        return ends_at(self.sessions.read(account.id)[0])

    def probe(self, account: Account) -> ProbeResult:
        """Log in with the credential as it is stored now, and return what it can do. The new session is stored.

        Raises Reconnect if it is refused, AccountState if the platform has closed or paused the account.
        """
        return probe(account, self._client(account), self.clock)

    def _client(self, account: Account) -> BlueskyClient:
        xrpc = Xrpc(http=self.http, clock=self.clock)
        return BlueskyClient(BlueskySession(account, xrpc, self.sessions, self.credentials), xrpc)
