"""A simulated Mastodon server: its accounts, the remote people it knows, their statuses and what they cause."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.limits import Limit, Limits
from infra.local.simulators.mastodon import notifying
from infra.local.simulators.mastodon.content import names_in
from infra.local.simulators.mastodon.identifiers import Identifiers, order
from infra.local.simulators.mastodon.member import MastodonMember
from infra.local.simulators.mastodon.model import (
    Account,
    Conversation,
    Draft,
    Edition,
    Notification,
    Status,
    Upload,
)
from infra.local.simulators.mastodon.settings import DEFAULT, Settings
from infra.local.simulators.network import Network, Shown, Standing, TokenDeath
from infra.local.simulators.timestamps import Clock, system_clock

DEATHS = {
    TokenDeath.EXPIRED: "The access token expired",
    TokenDeath.REVOKED: "The access token was revoked",
}
LONG_AGO = timedelta(days=900)


class MastodonNetwork(Network):
    platform = "mastodon"

    def __init__(
        self, *, seed: str = "watchdesk", clock: Clock = system_clock, settings: Settings = DEFAULT
    ) -> None:
        super().__init__(seed=seed, clock=clock)
        self.limits = Limits(
            Limit("requests", 300, timedelta(minutes=5)),
            Limit("pages", 300, timedelta(minutes=15)),
            Limit("posts", 300, timedelta(hours=3)),
            Limit("media", 30, timedelta(minutes=30)),
            Limit("deletes", 30, timedelta(minutes=30)),
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
        """Client ids and their secrets."""
        self.published_under: dict[tuple[str, str], tuple[str, datetime]] = {}
        """Account and Idempotency-Key to the status and when."""
        self._by_acct: dict[str, str] = {}

    def find_account(self, handle: str) -> Account:
        """By address, with or without this server's domain. Raises LookupError."""
        acct = handle.removeprefix("@").removesuffix(f"@{self.settings.domain}").lower()
        if acct not in self._by_acct:
            raise LookupError(f"account {handle}")
        return self.people[self._by_acct[acct]]

    def find(self, status: str | None) -> Status | None:
        return self.statuses.get(status or "")

    def join(self, username: str, domain: str | None, display_name: str) -> Account:
        """The account of that address, made if need be."""
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

    def add_account(self, handle: str, display_name: str = "") -> JsonObject:
        username = handle.removeprefix("@").partition("@")[0]
        with self.lock:
            account = self.join(username, None, display_name or username)
            account.official = True
            return self._credentials(account)

    def accounts(self) -> list[JsonObject]:
        return [self._credentials(account) for account in self.people.values() if account.official]

    def _credentials(self, account: Account) -> JsonObject:
        return {
            "handle": account.username,
            "id": account.id,
            "standing": account.standing,
            "access_token": account.token,
            "authorization_code": self.secret("code", account.acct),
        }

    def public(self, name: str) -> MastodonMember:
        """`ana` lives on another server; `ana@some.example` on the one named."""
        username, _, domain = name.partition("@")
        with self.lock:
            account = self.join(username.lower(), domain or "mastodon.example", username.capitalize())
        return MastodonMember(self, account)

    def shown(self, account: str | None = None, *, limit: int = 50) -> Sequence[Shown]:
        wanted = self.find_account(account).id if account else None
        posts = [status for status in self.statuses.values() if wanted in {None, status.account.id}]
        return [self._shown(status) for status in sorted(posts, key=lambda s: order(s.id), reverse=True)[:limit]]

    def _shown(self, status: Status) -> Shown:
        return Shown(
            id=status.id,
            author=status.account.acct,
            name=status.account.display_name,
            text=status.text,
            at=status.created_at,
            official=status.account.official,
            public=status.visibility in {"public", "unlisted"} and status.account.standing is Standing.ACTIVE,
            reply_to=status.reply_to,
        )

    def set_standing(self, handle: str, standing: Standing) -> None:
        self.find_account(handle).standing = standing

    def kill_tokens(self, handle: str, death: TokenDeath) -> None:
        self.find_account(handle).token_problem = DEATHS[death]

    def renew_token(self, handle: str) -> str:
        """A new access token, as after reconnecting the account."""
        account = self.find_account(handle)
        account.token, account.token_problem = self.secret("token", account.acct, account.token), ""
        return account.token

    def publish(self, author: Account, draft: Draft) -> Status:
        now = self.clock.tick()
        parent = self.find(draft.reply_to)
        known = [self._by_acct[name] for name in map(self._acct, names_in(draft.text)) if name in self._by_acct]
        status = Status(
            id=self.ids.of_object(now),
            account=author,
            text=draft.text,
            created_at=draft.created_at or now,
            thread="",
            visibility=draft.visibility,
            spoiler=draft.spoiler,
            language=draft.language,
            reply_to=draft.reply_to,
            quote=draft.quote,
            mentions=[self.people[each] for each in dict.fromkeys(known)],
            media=list(draft.media),
            application=draft.application,
        )
        status.thread = parent.thread if parent else status.id
        status.editions.append(Edition(text=status.text, spoiler=status.spoiler, created_at=status.created_at))
        self.statuses[status.id] = status
        if parent:
            self.replies[parent.id].append(status.id)
        notifying.published(self, status)
        return status

    def _acct(self, name: str) -> str:
        return name.removesuffix(f"@{self.settings.domain}").lower()
