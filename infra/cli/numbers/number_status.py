"""Tells which numbers count, without showing the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from infra.cli.register.plan.rota_text import local_time_text
from infra.cli.register.problems import mask_numbers
from watchdesk.register.domain.person import Person


@dataclass(frozen=True, slots=True)
class NumberStatus:
    person: Person

    @property
    def counts(self) -> bool:
        return self.person.can_be_texted

    def cells(self) -> tuple[str, ...]:
        who = self.person
        proved = local_time_text(who.proved_at) if who.proved_at else "not yet"
        stopped = local_time_text(who.opted_out_at) if who.opted_out_at else ""
        return who.id, who.name, mask_numbers(who.phone), proved, stopped

    def as_json(self) -> dict[str, Any]:
        who = self.person
        return {
            "person": who.id,
            "name": who.name,
            "phone": mask_numbers(who.phone),
            "proved_at": who.proved_at.isoformat() if who.proved_at else None,
            "opted_out_at": who.opted_out_at.isoformat() if who.opted_out_at else None,
            "counts": self.counts,
        }


def number_statuses(people: Sequence[Person]) -> list[NumberStatus]:
    """Return the statuses. Numbers that do not count come first."""
    return sorted(map(NumberStatus, people), key=lambda status: (status.counts, status.person.id))
