"""The post of the proof: it goes to two accounts, and one platform's response is lost."""

import uuid
from dataclasses import dataclass, field

from infra.local.simulators.registry import SIMULATORS
from infra.local.up.local_officer import ATTRIBUTION_FORM, officer_accounts
from infra.local.up.system import RunningSystem
from infra.local.up.table_reader import DeliveryRow
from watchdesk.core.account import Account
from watchdesk.publishing.domain.post import DeliveryState

POST_TEXT = "The A19 at Selby is open again."


@dataclass
class ProofPost:
    """One post, and what was observed of its deliveries."""

    system: RunningSystem
    deliveries_requested: int = 0
    unconfirmed_accounts: set[str] = field(default_factory=set)
    """The accounts on which a delivery was unconfirmed at some time."""

    @property
    def _accounts(self) -> tuple[Account, ...]:
        return officer_accounts(self.system.accounts)

    def submit(self) -> None:
        """Submit the post for all accounts of the officer. Raises RefusedError if the API rejects it."""
        last = self._accounts[-1].platform
        self.system.simulators[last].lose_next_response(SIMULATORS[last].post_route, "POST")
        body = {
            "text": POST_TEXT,
            "accounts": tuple(account.id for account in self._accounts),
            "attribution": ATTRIBUTION_FORM,
        }
        self.deliveries_requested = len(self._accounts)
        self.system.officer.api().publish(body, uuid.uuid4().hex)

    def record(self, deliveries: tuple[DeliveryRow, ...]) -> None:
        """Remember on which accounts the post is unconfirmed."""
        unconfirmed = (row.account for row in deliveries if row.state == DeliveryState.UNCONFIRMED)
        self.unconfirmed_accounts.update(unconfirmed)

    def is_published(self, deliveries: tuple[DeliveryRow, ...]) -> bool:
        """Return whether every delivery is published."""
        states = [row.state for row in deliveries]
        return states == [DeliveryState.PUBLISHED] * len(self._accounts)

    def times_shown(self) -> tuple[int, ...]:
        """Return how often the public sees the post on each account."""
        return tuple(
            sum(
                POST_TEXT in text
                for text in self.system.simulators[account.platform].shown_texts(self.system.handles[account.id])
            )
            for account in self._accounts
        )
