"""One post handed in for two accounts, on one of which the platform's answer gets lost, as the proof sees it."""

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
    system: RunningSystem
    handed_in: int = 0
    """Deliveries that were asked for."""
    unconfirmed: set[str] = field(default_factory=set)
    """The accounts on which it was ever seen to be unconfirmed."""

    @property
    def _accounts(self) -> tuple[Account, ...]:
        return officer_accounts(self.system.accounts)

    def hand_in(self) -> None:
        """Raises RefusedError if the API does not take it."""
        last = self._accounts[-1].platform
        self.system.simulators[last].lose(SIMULATORS[last].post_route, "POST")
        body = {
            "text": POST_TEXT,
            "accounts": tuple(account.id for account in self._accounts),
            "attribution": ATTRIBUTION_FORM,
        }
        self.handed_in = len(self._accounts)
        self.system.press.api().publish(body, uuid.uuid4().hex)

    def take(self, deliveries: tuple[DeliveryRow, ...]) -> None:
        self.unconfirmed |= {each.account for each in deliveries if each.state == DeliveryState.UNCONFIRMED}

    def is_out(self, deliveries: tuple[DeliveryRow, ...]) -> bool:
        states = [each.state for each in deliveries]
        return states == [DeliveryState.PUBLISHED] * len(self._accounts)

    def shown(self) -> tuple[int, ...]:
        """How often the public sees it on each account."""
        return tuple(
            sum(
                POST_TEXT in text
                for text in self.system.simulators[each.platform].shown(self.system.handles[each.id])
            )
            for each in self._accounts
        )
