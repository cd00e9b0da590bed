"""Publishing on a simulated Mastodon server."""

from infra.local.simulators.mastodon import effects
from infra.local.simulators.mastodon.content import names_in
from infra.local.simulators.mastodon.model import Account, Draft, Edition, Status
from infra.local.simulators.mastodon.state import MastodonState


class MastodonStatuses(MastodonState):
    """Adds publishing to the state of the server."""

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
        effects.apply_publication(self, status)
        return status

    def _acct(self, name: str) -> str:
        return name.removesuffix(f"@{self.settings.domain}").lower()
