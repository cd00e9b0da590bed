"""People who can be notified."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

PersonId = NewType("PersonId", str)
AT_THE_DESK = "somebody at the desk"
"""The name in texts for a person who acknowledged an alert at the desk and is not in the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person who can be texted. `phone` is E.164. Neither it nor `email` is ever logged."""

    id: PersonId
    name: str
    phone: str
    email: str = ""
    """The second channel, used when a text cannot be delivered. It is empty if there is none."""
    wants_follow_ups: bool = False
    """Whether the person is texted when somebody else acknowledges an alert that they were texted about."""
    proved_at: datetime | None = None
    """When the person read back a code sent to this number. It is not declared; the register adds it."""
    opted_out_at: datetime | None = None
    """When this number sent STOP to the carrier. It is not declared; the register adds it."""

    @property
    def can_be_texted(self) -> bool:
        """Return whether the number is proved and has not opted out. Alerts skip all other people."""
        return self.proved_at is not None and self.opted_out_at is None
