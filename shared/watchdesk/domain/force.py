"""The force whose accounts these are."""

from dataclasses import dataclass
from typing import NewType

from watchdesk.domain.rota import PersonId

ForceId = NewType("ForceId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    id: ForceId
    name: str
    short_name: str
    """What a text begins with, at most eleven characters of GSM-7."""
    last_resort: PersonId
    """Who is texted when a step reaches nobody, whatever the rota says."""
