"""The force whose accounts these are."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import NewType

from watchdesk.register.domain.person import PersonId

ForceId = NewType("ForceId", str)


ZONE = "Europe/London"
"""The forces' time zone: rotas and hours are said in it, with its clock changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyTest:
    """A test alert by text every day: proof that texts arrive and that answers come back."""

    person: PersonId
    at: time
    """Local time in ZONE."""
    answer_within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    id: ForceId
    name: str
    short_name: str
    """What a text begins with, at most eleven characters of GSM-7."""
    last_resort: PersonId
    """Who is texted when a step reaches nobody, whatever the rota says."""
    canary: DailyTest | None = None
