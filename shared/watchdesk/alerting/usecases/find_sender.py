"""Find the person whose number a text came from."""

import hmac
from dataclasses import dataclass

from watchdesk.alerting.sms.reply_parser import InboundText
from watchdesk.register.domain.person import Person
from watchdesk.register.ports import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class FindSender:
    register: Register

    def __call__(self, text: InboundText) -> Person | None:
        """Return the sender, or None if the register does not know the number.

        Every number is compared, each in constant time, so the time this takes does not tell who is known.
        """
        given = text.sender.encode()
        known = [person for person in self.register.people() if hmac.compare_digest(person.phone.encode(), given)]
        return known[0] if known else None
