"""Who is on duty?"""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from watchdesk.domain.person import PersonId

RotaId = NewType("RotaId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """The people of one duty. Everybody in it is on duty round the clock."""

    id: RotaId
    people: tuple[PersonId, ...]

    def on_duty(self, at: datetime) -> tuple[PersonId, ...]:  # noqa: ARG002  a rota without shifts is the same at any time
        """The people to text at this instant, in order, each once."""
        return tuple(dict.fromkeys(self.people))
