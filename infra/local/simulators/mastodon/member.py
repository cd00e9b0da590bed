"""A member of the public on the simulated Mastodon."""

from datetime import datetime

from infra.local.simulators.mastodon import effects
from infra.local.simulators.mastodon.model import Account, Draft, Status
from infra.local.simulators.mastodon.statuses import MastodonStatuses
from infra.local.simulators.network import PublicMember
from infra.local.simulators.timestamps import claimed_time

When = datetime | str | None


class MastodonMember(PublicMember):
    """A member whose posts and private mentions are statuses, with their ids on the official account's server."""

    def __init__(self, network: MastodonStatuses, account: Account) -> None:
        self._network = network
        self.account = account

    def posts(self, text: str, *, created_at: When = None) -> str:
        return self._publish(Draft(text=text, created_at=claimed_time(created_at)))

    def mentions(self, account: str, text: str, *, created_at: When = None) -> str:
        """Mention the account. Its address is put before a text that does not contain it."""
        addressed = self._addressed(self._network.find_account(account), text)
        return self._publish(Draft(text=addressed, created_at=claimed_time(created_at)))

    def replies(self, to: str, text: str, *, created_at: When = None) -> str:
        """Reply with the same visibility, and mention everybody above, as apps do."""
        parent, addressed = self._status(to), text
        for account in reversed([parent.account, *parent.mentions]):
            addressed = self._addressed(account, addressed)
        moment = claimed_time(created_at)
        return self._publish(
            Draft(text=addressed, reply_to=parent.id, visibility=parent.visibility, created_at=moment)
        )

    def quotes(self, post: str, text: str, *, created_at: When = None) -> str:
        return self._publish(Draft(text=text, quote=self._status(post).id, created_at=claimed_time(created_at)))

    def messages(self, account: str, text: str) -> str:
        """Write a mention that only the mentioned account may see."""
        addressed = self._addressed(self._network.find_account(account), text)
        return self._publish(Draft(text=addressed, visibility="direct"))

    def edits(self, post: str, text: str) -> None:
        with self._network.lock:
            status = self._status(post)
            kept = " ".join(f"@{account.acct}" for account in status.mentions if f"@{account.acct}" not in text)
            effects.apply_edit(self._network, status, f"{kept} {text}".strip(), status.spoiler)

    def deletes(self, post: str) -> None:
        with self._network.lock:
            effects.apply_deletion(self._network, self._status(post))

    def likes(self, post: str) -> None:
        with self._network.lock:
            status = self._status(post)
            status.favourites += 1
            effects.notify(self._network, status.account, "favourite", self.account, status)

    def follows(self, account: str) -> None:
        with self._network.lock:
            followed = self._network.find_account(account)
            self.account.follows.add(followed.id)
            effects.notify(self._network, followed, "follow", self.account, None)

    def _addressed(self, account: Account, text: str) -> str:
        mine = account is self.account
        return text if mine or f"@{account.acct}" in text else f"@{account.acct} {text}"

    def _status(self, status_id: str) -> Status:
        status = self._network.find(status_id)
        if status is None:
            raise LookupError(f"post {status_id}")
        return status

    def _publish(self, draft: Draft) -> str:
        with self._network.lock:
            return self._network.publish(self.account, draft).id
