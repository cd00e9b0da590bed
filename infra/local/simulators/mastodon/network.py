"""A simulated Mastodon server with its official accounts and its members of the public."""

from collections.abc import Sequence

from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.mastodon.identifiers import sort_key
from infra.local.simulators.mastodon.member import MastodonMember
from infra.local.simulators.mastodon.model import Account, Status
from infra.local.simulators.mastodon.statuses import MastodonStatuses
from infra.local.simulators.network import AccountStatus, ShownPost, TokenInvalidation

INVALID_TOKEN_TEXTS = {
    TokenInvalidation.EXPIRED: "The access token expired",
    TokenInvalidation.REVOKED: "The access token was revoked",
}


class MastodonNetwork(MastodonStatuses):
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
            "standing": account.account_status,
            "access_token": account.token,
            "authorization_code": self.secret("code", account.acct),
        }

    def public(self, name: str) -> MastodonMember:
        """Return a member of the public: `ana` is on some other server, `ana@some.example` on the named one."""
        username, _, domain = name.partition("@")
        with self.lock:
            account = self.join(username.lower(), domain or "mastodon.example", username.capitalize())
        return MastodonMember(self, account)

    def shown(self, account: str | None = None, *, limit: int = 50) -> Sequence[ShownPost]:
        wanted = self.find_account(account).id if account else None
        posts = [status for status in self.statuses.values() if wanted in {None, status.account.id}]
        return [
            self._shown_post(status)
            for status in sorted(posts, key=lambda s: sort_key(s.id), reverse=True)[:limit]
        ]

    def _shown_post(self, status: Status) -> ShownPost:
        return ShownPost(
            id=status.id,
            author=status.account.acct,
            name=status.account.display_name,
            text=status.text,
            at=status.created_at,
            official=status.account.official,
            public=status.visibility in {"public", "unlisted"}
            and status.account.account_status is AccountStatus.ACTIVE,
            reply_to=status.reply_to,
        )

    def set_status(self, handle: str, status: AccountStatus) -> None:
        self.find_account(handle).account_status = status

    def invalidate_tokens(self, handle: str, reason: TokenInvalidation) -> None:
        self.find_account(handle).token_problem = INVALID_TOKEN_TEXTS[reason]

    def renew_token(self, handle: str) -> str:
        """Give the account a new access token, as after reconnecting it, and return the token."""
        account = self.find_account(handle)
        account.token, account.token_problem = self.secret("token", account.acct, account.token), ""
        return account.token
