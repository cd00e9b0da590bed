"""When a message is overdue, when somebody is warned of that, and until when a claim of it holds."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import itemgetter

from watchdesk.core.account import AccountId, Surface
from watchdesk.core.counted_from import CountedFrom
from watchdesk.core.message import MessageState, Urgency, WaitingMessage
from watchdesk.core.platform_facts import PlatformFacts
from watchdesk.register.domain.alert_group import ACKNOWLEDGEMENT_PERIODS, AlertGroup
from watchdesk.register.domain.policy import Policy, TimeLimit

IMPLAUSIBLY_OLD = timedelta(days=2)
"""Platforms show back-dated items. The time of one that claims to be older counts from when it was first seen."""

CONNECTION_PERIOD = timedelta(days=1)
"""So long after an account was connected, an older message is history. Later it is live, and its clock wrong."""

WINDOW_MARGIN = timedelta(hours=1)
"""This much of a reply window must be left when an alert is raised: time to find somebody, read and answer."""
_DATING_FIELDS = ("urgency", "first_look", "claim", "disposition", "calendar", "warn")
"""The dates of a message depend on these fields of a limit, besides its surfaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InitialDates:
    """The dates with which a new message is stored."""

    deadline: datetime
    warn_at: datetime | None
    counted_from: CountedFrom
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDates:
    """When a message that waits or is claimed is overdue, and when a sweep must look at it."""

    deadline: datetime
    attention_at: datetime


@dataclass(frozen=True, slots=True)
class DeadlineRules:
    """The policy of an account's messages, and the facts of its platform, which may set a limit besides."""

    policy: Policy
    facts: PlatformFacts

    def initial_dates(
        self,
        urgency: Urgency,
        surface: Surface,
        *,
        sent_at: datetime | None,
        first_seen_at: datetime,
        connected_at: datetime,
    ) -> InitialDates:
        """Return when a new message becomes overdue.

        The claimed time counts only if it is credible: not in the future, not implausibly old, and not from before
        the account was connected. Otherwise the time at which the message was first seen counts, and
        `counted_from` says why.
        """
        counted_from = _counted_from(sent_at, first_seen_at, connected_at)
        since = sent_at if sent_at is not None and counted_from is CountedFrom.SENT else first_seen_at
        deadline, warn_at = self._deadline(urgency, surface, since, opened=False)
        if counted_from is CountedFrom.FIRST_SEEN_HISTORY:
            warn_at = None
        return InitialDates(deadline=deadline, warn_at=warn_at, counted_from=counted_from, since=since)

    def dates_of(self, message: WaitingMessage, now: datetime) -> MessageDates:
        """Return the dates that these rules give a message that is unread, opened or claimed.

        An opened message is due by the claim limit. A claimed one needs attention when its claim expires. A
        warning is repeated only for another deadline whose own warning still lies ahead.
        """
        opened = message.state is not MessageState.UNREAD
        deadline, warn_at = self._deadline(message.urgency, message.key.surface, message.since, opened=opened)
        if message.state is MessageState.CLAIMED:
            return MessageDates(
                deadline=deadline, attention_at=self._claim_until(message, message.claimed_at or now)
            )
        is_warned = warn_at is not None and message.warned_at is not None and warn_at <= now
        if warn_at is None or is_warned or message.is_history:
            return MessageDates(deadline=deadline, attention_at=deadline)
        return MessageDates(deadline=deadline, attention_at=warn_at)

    def _deadline(
        self, urgency: Urgency, surface: Surface, since: datetime, *, opened: bool
    ) -> tuple[datetime, datetime | None]:
        """Return the earliest end of the limits, each counted from the same time, and when to warn of it.

        There is no warning of a message that came when less than the warning time was left.
        """
        ends = [(end, self.policy.warn) for end in self._window_ends(surface, since)]
        for limit in self.policy.limits_for(urgency, surface):
            end = _end_of(limit, urgency, since, (opened and limit.claim) or limit.first_look)
            ends.append((end, limit.warn or self.policy.warn))
        deadline, warn = min(ends, key=itemgetter(0))
        return deadline, deadline - warn if warn is not None and deadline - warn > since else None

    def _claim_until(self, message: WaitingMessage, claimed_at: datetime) -> datetime:
        """Return the end of the disposition limit, but at least the acknowledgement period of the urgency."""
        surface = message.key.surface
        ends = [
            _end_of(limit, message.urgency, message.since, limit.disposition)
            for limit in self.policy.limits_for(message.urgency, surface)
            if limit.disposition
        ]
        earliest = claimed_at + ACKNOWLEDGEMENT_PERIODS[AlertGroup(message.urgency)]
        return max(min([*ends, *self._window_ends(surface, message.since)], default=earliest), earliest)

    def _window_ends(self, surface: Surface, since: datetime) -> Iterator[datetime]:
        """Yield the limit of a platform that takes no answer after a while. It runs round the clock."""
        window = self.facts.reply_windows.get(surface)
        if window is not None:
            yield since + window - WINDOW_MARGIN

    @property
    def fingerprint(self) -> str:
        """Everything in these rules on which a date depends, as text."""
        limits = [
            (sorted(limit.surfaces), *(getattr(limit, name) for name in _DATING_FIELDS))
            for limit in self.policy.limits
        ]
        return repr((self.facts.platform, limits, self.policy.warn))


def rules_digest(rules: Mapping[AccountId, DeadlineRules]) -> str:
    """Return a digest that differs whenever a message of any account might get another date.

    It is the same in every process.
    """
    lines = [f"{account} {account_rules.fingerprint}" for account, account_rules in sorted(rules.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _end_of(limit: TimeLimit, urgency: Urgency, since: datetime, duration: timedelta) -> datetime:
    """Return the end of a limit. The clock of an urgent message never pauses, whatever calendar the limit has."""
    if limit.calendar is None or urgency is Urgency.URGENT:
        return since + duration
    return limit.calendar.add(since, duration)


def _counted_from(sent_at: datetime | None, first_seen_at: datetime, connected_at: datetime) -> CountedFrom:
    if sent_at is None:
        return CountedFrom.FIRST_SEEN_UNREADABLE
    if sent_at > first_seen_at:
        return CountedFrom.FIRST_SEEN_FUTURE
    if sent_at < connected_at and first_seen_at <= connected_at + CONNECTION_PERIOD:
        return CountedFrom.FIRST_SEEN_HISTORY
    if first_seen_at - sent_at > IMPLAUSIBLY_OLD:
        return CountedFrom.FIRST_SEEN_OLD
    return CountedFrom.SENT
