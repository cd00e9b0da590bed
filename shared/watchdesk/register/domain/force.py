"""The force that owns the accounts."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import NewType

from watchdesk.register.domain.person import PersonId

ForceId = NewType("ForceId", str)


ZONE = "Europe/London"
"""The time zone of forces. Rotas and opening hours are declared in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyTest:
    """A test alert by text every day. It proves that texts arrive and that replies come back."""

    person: PersonId
    at: time
    """Local time in ZONE."""
    answer_within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """A police force."""

    id: ForceId
    name: str
    short_name: str
    """The name at the beginning of texts: at most eleven characters of GSM-7."""
    last_resort: PersonId
    """The person who is texted when a step reaches nobody, even if they are not on duty."""
    canary: DailyTest | None = None
    """The daily test, or None if there is none. The stored attribute has this name too."""
