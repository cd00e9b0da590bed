"""How long may a message wait, and who is told when it waited longer?"""

from dataclasses import dataclass
from datetime import timedelta

from watchdesk.core.account import PolicyId, Surface
from watchdesk.core.message import Urgency
from watchdesk.register.domain.opening_hours import Calendar
from watchdesk.register.domain.rota import RotaId


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """How long a message of this urgency may wait for each next deed; on these surfaces, if any are named.

    All three count from the instant the message counts from. Without `claim`, opening it changes nothing;
    without `disposition`, a claim is believed for as long as an acknowledgement of its urgency is.
    """

    urgency: Urgency
    first_look: timedelta
    surfaces: frozenset[Surface] = frozenset()
    claim: timedelta | None = None
    disposition: timedelta | None = None
    calendar: Calendar | None = None
    """Counts only its open hours; None: round the clock, as an urgent message always is."""
    warn: timedelta | None = None
    """How long before its end the first step is warned; None: as the policy says for all its limits."""

    def covers(self, urgency: Urgency, surface: Surface) -> bool:
        return urgency is self.urgency and (not self.surfaces or surface in self.surfaces)


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationStep:
    """Text whoever the rota says is on duty; climb to the next step when nobody answers within `wait`."""

    notify: RotaId
    wait: timedelta
    repeat_every: timedelta | None = None
    """Whoever was reached is texted again this often until the step ends; None: once is enough."""
    everyone: bool = False
    """Each person told on this step must say that they have it: until then it stays open for the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageRule:
    """Any of these phrases brings a message up to `urgency`. Rules never bring one down."""

    name: str
    urgency: Urgency
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The limits, the triage and the ladder of escalation of a group of accounts."""

    id: PolicyId
    limits: tuple[TimeLimit, ...]
    steps: tuple[EscalationStep, ...]
    triage: tuple[TriageRule, ...] = ()
    warn: timedelta | None = None
    """How long before a deadline the first step is warned, unless a limit says otherwise; None: nobody is."""

    def limits_for(self, urgency: Urgency, surface: Surface) -> tuple[TimeLimit, ...]:
        """Return the limits that cover this message; the earliest applies.

        If none covers it, return all limits, so that no message goes unlimited.
        """
        return tuple(limit for limit in self.limits if limit.covers(urgency, surface)) or self.limits
