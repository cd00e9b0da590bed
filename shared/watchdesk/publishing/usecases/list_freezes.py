"""List the freezes that a principal may see, each with the deliveries it holds back."""

from dataclasses import dataclass

from watchdesk.core.principal import Action, Principal
from watchdesk.publishing.domain.freeze import Freeze, FreezeView
from watchdesk.publishing.ports.posts import Freezes
from watchdesk.publishing.usecases.find_held_deliveries import FindHeldDeliveries
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFreezes:
    register: Register
    freezes: Freezes
    find_held: FindHeldDeliveries

    def __call__(self, principal: Principal) -> tuple[FreezeView, ...]:
        """Return the freezes of accounts that the principal administers."""
        visible = [freeze for freeze in self.freezes.all() if self._is_visible(freeze, principal)]
        return tuple(self.find_held(freeze, principal) for freeze in visible)

    def _is_visible(self, freeze: Freeze, principal: Principal) -> bool:
        accounts = [freeze.account] if freeze.account else [account.id for account in self.register.accounts()]
        return any(principal.may(Action.ADMINISTER, account) for account in accounts)
