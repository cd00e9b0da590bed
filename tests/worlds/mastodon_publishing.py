"""One account on a simulated Mastodon server, and the press office that posts from it."""

from collections import Counter
from dataclasses import dataclass

from infra.local.simulators.mastodon.model import Draft, Status
from infra.local.simulators.mastodon.network import MastodonNetwork
from tests.builders import SELBY
from tests.worlds.delivering import PressOffice
from watchdesk.core.account import Surface
from watchdesk.core.message import MessageKey
from watchdesk.publishing.domain.post import DeliveryState, Post


@dataclass(slots=True)
class Selby:
    network: MastodonNetwork
    office: PressOffice

    @property
    def statuses(self) -> list[Status]:
        """Our own, public and private, in the order they were written."""
        return [each for each in self.network.statuses.values() if each.account.acct == "selby"]

    @property
    def said(self) -> Counter[str]:
        return Counter(status.text for status in self.statuses)

    def is_asked(self, text: str, visibility: str = "public") -> MessageKey:
        ana = self.network.public("ana").account
        draft = Draft(text=f"@selby {text}", visibility=visibility)
        surface = Surface.DIRECT_MESSAGE if visibility == "direct" else Surface.MENTION
        return MessageKey(SELBY, surface, self.network.publish(ana, draft).id)

    def settles(self) -> None:
        """The faults end, and time passes."""
        self.network.faults.clear()
        self.office.tick(minutes=40)

    def state(self, post: Post) -> DeliveryState:
        return self.office.delivery(post=post.id).state
