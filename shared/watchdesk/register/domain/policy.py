"""How long a message may wait, and who is notified when it has waited longer."""

from dataclasses import dataclass
from datetime import timedelta

from watchdesk.core.account import PolicyId, Surface
from watchdesk.core.message import Urgency
from watchdesk.register.domain.opening_hours import Calendar
from watchdesk.register.domain.rota import RotaId


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """How long a message of this urgency may wait for each next action, on these surfaces if any are named.

    All three durations count from the instant from which the message counts. Without `claim`, opening the message
    changes nothing. Without `disposition`, a claim is valid as long as an acknowledgement of the same urgency.
    """

    urgency: Urgency
    first_look: timedelta
    surfaces: frozenset[Surface] = frozenset()
    claim: timedelta | None = None
    disposition: timedelta | None = None
    calendar: Calendar | None = None
    """Only the open hours of this calendar count. None means round the clock, as always for urgent messages."""
    warn: timedelta | None = None
    """How long before its end the first step is warned. None means as the policy says."""

    def covers(self, urgency: Urgency, surface: Surface) -> bool:
        return urgency is self.urgency and (not self.surfaces or surface in self.surfaces)


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationStep:
    """One escalation step: text the people on duty, and go to the next step if nobody answers within `wait`."""

    notify: RotaId
    wait: timedelta
    repeat_every: timedelta | None = None
    """How often people are texted again until the step ends. None means that they are texted once."""
    everyone: bool = False
    """Whether every person texted on this step must acknowledge, and not only the first one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageRule:
    """A rule that raises a message to `urgency` if it contains one of the phrases. No rule lowers an urgency."""

    name: str
    urgency: Urgency
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The limits, the triage rules and the escalation steps of a group of accounts."""

    id: PolicyId
    limits: tuple[TimeLimit, ...]
    steps: tuple[EscalationStep, ...]
    triage: tuple[TriageRule, ...] = ()
    warn: timedelta | None = None
    """How long before a deadline the first step is warned, unless a limit says otherwise. None: no warning."""

    def limits_for(self, urgency: Urgency, surface: Surface) -> tuple[TimeLimit, ...]:
        """Return the limits that cover this message; the earliest applies.

        If none covers it, return all limits, so that no message goes unlimited.
        """
        return tuple(limit for limit in self.limits if limit.covers(urgency, surface)) or self.limits
