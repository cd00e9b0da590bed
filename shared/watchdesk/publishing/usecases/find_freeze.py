"""Find the freeze of an account, or of the whole force, for a principal who administers it."""

from dataclasses import dataclass

from watchdesk.core.account import AccountId
from watchdesk.core.errors import Unknown
from watchdesk.core.principal import Action, Principal
from watchdesk.publishing.domain.freeze import Freeze
from watchdesk.publishing.ports.posts import Freezes
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class FindFreeze:
    register: Register
    freezes: Freezes

    def __call__(self, account: AccountId | None, principal: Principal) -> Freeze | None:
        """Return the freeze of this account, or with None of the whole force; None if there is no such freeze.

        It needs `administer` on the account, and for the whole force a role for all accounts. Raises Unknown for
        an account that does not exist or that the principal does not administer.
        """
        if not self._may_administer(account, principal):
            raise Unknown("there is no such account")
        return next((freeze for freeze in self.freezes.all() if freeze.account == account), None)

    def _may_administer(self, account: AccountId | None, principal: Principal) -> bool:
        if account is None:
            return principal.may_everywhere(Action.ADMINISTER)
        is_declared = self.register.account(account) is not None
        return is_declared and principal.may(Action.ADMINISTER, account)
