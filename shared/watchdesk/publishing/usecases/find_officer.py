"""Find an officer whose name a principal may withhold or restore."""

from dataclasses import dataclass

from watchdesk.core.errors import Unknown
from watchdesk.core.principal import Action, Principal, Subject
from watchdesk.core.text_rules import is_id
from watchdesk.publishing.ports.composing import Directory
from watchdesk.register.domain.officer import Officer

UNKNOWN_OFFICER = "there is no such officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindOfficer:
    directory: Directory

    def __call__(self, subject: Subject, principal: Principal) -> Officer:
        """Return the officer. Raises Unknown if there is none, or if the principal may not act for them.

        Officers may act for themselves. For others it needs `administer` on all accounts.
        """
        may = principal.subject == subject or principal.may_everywhere(Action.ADMINISTER)
        officer = self.directory.officer(subject) if may and is_id(subject) else None
        if officer is None:
            raise Unknown(UNKNOWN_OFFICER)
        return officer
