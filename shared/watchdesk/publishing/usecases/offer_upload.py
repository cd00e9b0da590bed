"""Offer a ticket with which a person uploads one image."""

from dataclasses import dataclass

from watchdesk.core.clock import Clock
from watchdesk.core.errors import Unknown
from watchdesk.core.principal import Action, Principal
from watchdesk.publishing.ports.media import MediaDrop, MediaIds, UploadTicket

SUBMITTING = frozenset({Action.DRAFT, Action.PUBLISH, Action.REPLY})


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferUpload:
    drop: MediaDrop
    ids: MediaIds
    clock: Clock

    def __call__(self, principal: Principal) -> UploadTicket:
        """Return a new ticket. Nothing is stored before the upload.

        Raises Unknown if the principal may submit posts for no account.
        """
        if not any(SUBMITTING & actions for actions in principal.roles.values()):
            raise Unknown("there is nothing to upload for")
        return self.drop.ticket(self.ids.media(), principal.subject, self.clock.now())
