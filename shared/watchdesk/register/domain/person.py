"""Who can be told, and on which numbers that counts."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

PersonId = NewType("PersonId", str)
AT_THE_DESK = "somebody at the desk"
"""What others are told of whoever has taken an alert and is not on the register: a subject is no name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who can be texted. `phone` is E.164; neither it nor `email` is ever logged."""

    id: PersonId
    name: str
    phone: str
    email: str = ""
    """The second channel, for when a text cannot be delivered; empty: there is none."""
    wants_follow_ups: bool = False
    """Whether they are told when somebody else has taken what they were texted about."""
    proved_at: datetime | None = None
    """When they read back a code sent to this very number. Not declared: the register adds it."""
    opted_out_at: datetime | None = None
    """When this number told the carrier STOP. Not declared: the register adds it."""

    @property
    def can_be_texted(self) -> bool:
        """A number nobody has proved, or that has opted out, reaches nobody as far as a climb is concerned."""
        return self.proved_at is not None and self.opted_out_at is None
