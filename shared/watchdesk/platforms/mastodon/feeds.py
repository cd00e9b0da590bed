"""The feeds of an account on a server that speaks Mastodon's API."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from watchdesk.core.account import Account, AccountId, Surface
from watchdesk.core.clock import Clock
from watchdesk.core.http_client import HttpClient
from watchdesk.inbox.ports.feeds import Feed
from watchdesk.platforms.credential import Credentials, ProbeResult
from watchdesk.platforms.mastodon.chat import ConversationsFeed
from watchdesk.platforms.mastodon.client import MastodonClient
from watchdesk.platforms.mastodon.notification_requests import RequestsFeed
from watchdesk.platforms.mastodon.notifications import NotificationsFeed
from watchdesk.platforms.mastodon.probe import probe
from watchdesk.platforms.mastodon.threads import ThreadsFeed


@dataclass(frozen=True, slots=True, kw_only=True)
class MastodonFeeds:
    """Feeds for Mastodon, glitch-soc, GoToSocial, Akkoma, Pleroma, Takahe and others that speak the same API.

    The feeds of one account share what is known of its server's rate limit and of itself, from poll to poll.
    """

    http: HttpClient = field(repr=False)
    credentials: Credentials = field(repr=False)
    clock: Clock
    _clients: dict[AccountId, MastodonClient] = field(default_factory=dict, repr=False)

    def of(self, account: Account) -> Sequence[Feed]:
        client = self._client(account)
        feeds: list[Feed] = [NotificationsFeed(client)]
        if Surface.DIRECT_MESSAGE in account.surfaces and account.options.get("conversations"):
            feeds.append(ConversationsFeed(client))
        feeds.append(RequestsFeed(client, self.clock))
        if Surface.REPLY in account.surfaces:
            feeds.append(ThreadsFeed(client, self.clock))
        return feeds

    def ends_at(self, account: Account) -> datetime | None:
        """Return the `expires_at` that was stored with the credential: Mastodon's own tokens do not say."""
        try:
            written = datetime.fromisoformat(self.credentials.read(account.secret).get("expires_at", ""))
        except ValueError:
            return None
        return written if written.tzinfo else written.replace(tzinfo=UTC)

    def probe(self, account: Account) -> ProbeResult:
        """Try the credential as it is stored now, and return what it can do and what is wrong.

        Raises Reconnect if it is refused or another account's, AccountBlocked if the server has closed this one.
        """
        self.credentials.forget(account.secret)
        return probe(self._client(account))

    def _client(self, account: Account) -> MastodonClient:
        """Return the client that is kept, unless the register has changed the account since."""
        kept = self._clients.get(account.id)
        if kept is None or kept.account != account:
            kept = MastodonClient(account=account, http=self.http, credentials=self.credentials, clock=self.clock)
            self._clients[account.id] = kept
        return kept
