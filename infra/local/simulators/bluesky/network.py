"""A simulated Bluesky with its official accounts and its members of the public."""

from collections.abc import Sequence

from infra.local.simulators.bluesky import identifiers
from infra.local.simulators.bluesky.member import BlueskyMember
from infra.local.simulators.bluesky.model import POST, Actor, AppPassword, Record
from infra.local.simulators.bluesky.repositories import BlueskyRepositories
from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.network import AccountStatus, ShownPost, TokenInvalidation


class BlueskyNetwork(BlueskyRepositories):
    def add_account(self, handle: str, display_name: str = "") -> JsonObject:
        with self.lock:
            actor = self.join(handle, display_name or handle, official=True)
            actor.official = True
            for name, privileged in (("watchdesk", True), ("no-messages", False)):
                password = identifiers.app_password(self.seed, handle, name)
                actor.app_passwords[name] = AppPassword(name=name, password=password, privileged=privileged)
            return self._credentials(actor)

    def accounts(self) -> list[JsonObject]:
        return [self._credentials(actor) for actor in self.actors.values() if actor.official]

    def _credentials(self, actor: Actor) -> JsonObject:
        return {
            "handle": actor.handle,
            "did": actor.did,
            "standing": actor.account_status,
            "password": actor.password,
            "app_password": actor.app_passwords["watchdesk"].password,
            "app_password_without_messages": actor.app_passwords["no-messages"].password,
        }

    def public(self, name: str) -> BlueskyMember:
        handle = name if "." in name else f"{name.lower().replace(' ', '-')}.test"
        with self.lock:
            actor = self.join(handle, name.split(".", maxsplit=1)[0].capitalize(), official=False)
        return BlueskyMember(self, actor)

    def shown(self, account: str | None = None, *, limit: int = 50) -> Sequence[ShownPost]:
        wanted = self.actor(account).did if account else None
        posts = [r for r in self.records.values() if r.collection == POST and wanted in {None, r.did}]
        newest = sorted(posts, key=lambda record: record.indexed_at, reverse=True)[:limit]
        return [self._shown_post(record) for record in newest]

    def _shown_post(self, record: Record) -> ShownPost:
        author = self.actors[record.did]
        return ShownPost(
            id=record.uri,
            author=author.handle,
            name=author.display_name,
            text=str(record.value.get("text", "")),
            at=record.sort_at,
            official=author.official,
            public=author.active,
            reply_to=record.parent,
        )

    def set_status(self, handle: str, status: AccountStatus) -> None:
        self.actor(handle).account_status = status

    def invalidate_tokens(self, handle: str, reason: TokenInvalidation) -> None:
        self.sessions.invalidate(self.actor(handle).did, reason)
