"""Find the names of accounts and people for texts and pages."""

from dataclasses import dataclass

from watchdesk.core.account import AccountId
from watchdesk.core.errors import Defect
from watchdesk.register.domain.person import AT_THE_DESK, PersonId
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class FindNames:
    register: Register

    def force(self) -> str:
        """Return the short name of the force, which every text begins with."""
        return self.register.force().short_name

    def account(self, account: AccountId) -> str:
        """Return the name of the account, or its id if it has left the register."""
        found = self.register.account(account)
        return found.name if found else account

    def person(self, person: PersonId, otherwise: str = AT_THE_DESK) -> str:
        """Return the name of the person, or `otherwise` if they have left the register."""
        try:
            return self.register.person(person).name
        except Defect:
            return otherwise
