"""The state of a simulated Mastodon server: its accounts, the remote accounts it knows, and their statuses."""

import hashlib
from collections import defaultdict
from datetime import datetime, timedelta

from infra.local.simulators.mastodon.identifiers import Identifiers
from infra.local.simulators.mastodon.model import Account, Conversation, Notification, Status, Upload
from infra.local.simulators.mastodon.settings import DEFAULT, MastodonSettings
from infra.local.simulators.network import SimulatedNetwork
from infra.local.simulators.rate_limits import RateLimit, RateLimits
from infra.local.simulators.timestamps import Clock, system_clock

LONG_AGO = timedelta(days=900)


class MastodonState(SimulatedNetwork):
    platform = "mastodon"
    colour = "#6364ff"

    def __init__(
        self, *, seed: str = "watchdesk", clock: Clock = system_clock, settings: MastodonSettings = DEFAULT
    ) -> None:
        super().__init__(seed=seed, clock=clock)
        self.limits = RateLimits(
            RateLimit("requests", 300, timedelta(minutes=5)),
            RateLimit("pages", 300, timedelta(minutes=15)),
            RateLimit("posts", 300, timedelta(hours=3)),
            RateLimit("media", 30, timedelta(minutes=30)),
            RateLimit("deletes", 30, timedelta(minutes=30)),
        )
        self.settings = settings
        self.flavour = settings.applied()
        self.ids = Identifiers(seed, self.flavour.ids)
        self.people: dict[str, Account] = {}
        self.statuses: dict[str, Status] = {}
        self.replies: defaultdict[str, list[str]] = defaultdict(list)
        self.notifications: defaultdict[str, list[Notification]] = defaultdict(list)
        self.conversations: defaultdict[str, list[Conversation]] = defaultdict(list)
        self.uploads: dict[str, Upload] = {}
        self.applications: dict[str, str] = {}
        """The secrets of the apps, by client id."""
        self.published_under: dict[tuple[str, str], tuple[str, datetime]] = {}
        """The status and its time, by account and Idempotency-Key."""
        self._by_acct: dict[str, str] = {}

    def find_account(self, handle: str) -> Account:
        """Return the account with this address, with or without this server's domain. Raises LookupError."""
        acct = handle.removeprefix("@").removesuffix(f"@{self.settings.domain}").lower()
        if acct not in self._by_acct:
            raise LookupError(f"account {handle}")
        return self.people[self._by_acct[acct]]

    def find(self, status: str | None) -> Status | None:
        return self.statuses.get(status or "")

    def join(self, username: str, domain: str | None, display_name: str) -> Account:
        """Return the account with this address, which is created if there is none."""
        acct = (username if domain is None else f"{username}@{domain}").lower()
        if acct in self._by_acct:
            return self.people[self._by_acct[acct]]
        joined = self.clock.now() - LONG_AGO
        account = Account(
            id=self.ids.of_object(joined),
            username=username,
            domain=domain,
            display_name=display_name,
            created_at=joined,
            token=self.secret("token", acct),
        )
        self.people[account.id], self._by_acct[acct] = account, account.id
        return account

    def secret(self, *parts: str) -> str:
        return hashlib.sha256("/".join((self.seed, *parts)).encode()).hexdigest()[:43]
