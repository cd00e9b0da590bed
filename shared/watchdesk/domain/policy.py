"""How long may a message wait, and who is told when it waited longer?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from watchdesk.domain.account import PolicyId, Surface
from watchdesk.domain.message import CountedFrom, Urgency
from watchdesk.domain.rota import RotaId

IMPLAUSIBLY_OLD = timedelta(days=2)
"""Platforms show back-dated items; one claiming to be older than this counts from first sight."""


CONNECTING = timedelta(days=1)
"""How long after an account was connected an older message is its history. Later it is a wrong clock, and live."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A message of this urgency is overdue `first_look` after it came; on these surfaces, if any are named."""

    urgency: Urgency
    first_look: timedelta
    surfaces: frozenset[Surface] = frozenset()

    def covers(self, urgency: Urgency, surface: Surface) -> bool:
        return urgency is self.urgency and (not self.surfaces or surface in self.surfaces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Text whoever the rota says is on duty; climb to the next step when nobody answers within `wait`."""

    notify: RotaId
    wait: timedelta


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
    limits: tuple[Limit, ...]
    steps: tuple[Step, ...]
    triage: tuple[TriageRule, ...] = ()

    def limit_for(self, urgency: Urgency, surface: Surface) -> timedelta:
        """The shortest limit that covers it; without one, the shortest there is: silence is no choice."""
        covering = [limit.first_look for limit in self.limits if limit.covers(urgency, surface)]
        return min(covering or [limit.first_look for limit in self.limits])


@dataclass(frozen=True, slots=True)
class Due:
    deadline: datetime
    counted_from: CountedFrom
    since: datetime


def due(limit: timedelta, *, sent_at: datetime | None, first_seen_at: datetime, connected_at: datetime) -> Due:
    """When a message becomes overdue.

    The claimed time counts only where it is believable: not in the future, not implausibly old, not from
    before the account was connected. Otherwise first sight counts, and the answer says why.
    """
    counted_from = _counted_from(sent_at, first_seen_at, connected_at)
    since = sent_at if sent_at is not None and counted_from is CountedFrom.SENT else first_seen_at
    return Due(since + limit, counted_from, since)


def _counted_from(sent_at: datetime | None, first_seen_at: datetime, connected_at: datetime) -> CountedFrom:
    if sent_at is None:
        return CountedFrom.FIRST_SEEN_UNREADABLE
    if sent_at > first_seen_at:
        return CountedFrom.FIRST_SEEN_FUTURE
    if sent_at < connected_at and first_seen_at <= connected_at + CONNECTING:
        return CountedFrom.FIRST_SEEN_HISTORY
    if first_seen_at - sent_at > IMPLAUSIBLY_OLD:
        return CountedFrom.FIRST_SEEN_OLD
    return CountedFrom.SENT
