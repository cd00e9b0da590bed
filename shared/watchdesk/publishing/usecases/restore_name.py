"""Restore a withheld name: the register decides again which forms of it may be used."""

from dataclasses import dataclass

from watchdesk.audit.record_event import RecordEvent
from watchdesk.core.errors import Unknown
from watchdesk.core.principal import Principal, Subject
from watchdesk.publishing.ports.composing import Directory
from watchdesk.publishing.usecases.find_officer import UNKNOWN_OFFICER, FindOfficer


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreName:
    find: FindOfficer
    directory: Directory
    record: RecordEvent

    def __call__(self, subject: Subject, principal: Principal) -> None:
        """Restore the name. Names that were removed from posts stay removed.

        Officers may not do this for themselves, because somebody could force them to. Raises Unknown as
        FindOfficer does, and TryLater.
        """
        self.find(subject, principal)
        if principal.subject == subject:
            raise Unknown(UNKNOWN_OFFICER)
        self.record(principal, "restore_name", subject)
        self.directory.restore(subject)
