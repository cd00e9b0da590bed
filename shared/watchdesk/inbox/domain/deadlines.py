"""Until when may this message wait, when is somebody warned of it, and how long is a claim of it believed?"""

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
"""Platforms show back-dated items; one claiming to be older than this counts from first sight."""

CONNECTING = timedelta(days=1)
"""How long after an account was connected an older message is its history. Later it is a wrong clock, and live."""

WINDOW_MARGIN = timedelta(hours=1)
"""What must be left of the window when an alert is raised: time to find somebody, read and answer."""
_CLOCKED = ("urgency", "first_look", "claim", "disposition", "calendar", "warn")
"""What else of a limit a date depends on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InitialDates:
    """What a new message is stored with."""

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
    """The policy under which an account's messages wait, and the platform whose own rules hold besides."""

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
        """When a new message becomes overdue.

        The claimed time counts only where it is believable: not in the future, not implausibly old, not from
        before the account was connected. Otherwise first sight counts, and the answer says why.
        """
        counted_from = _counted_from(sent_at, first_seen_at, connected_at)
        since = sent_at if sent_at is not None and counted_from is CountedFrom.SENT else first_seen_at
        deadline, warn_at = self._deadline(urgency, surface, since, opened=False)
        if counted_from is CountedFrom.FIRST_SEEN_HISTORY:
            warn_at = None
        return InitialDates(deadline=deadline, warn_at=warn_at, counted_from=counted_from, since=since)

    def dates_of(self, message: WaitingMessage, now: datetime) -> MessageDates:
        """The dates of a message as these terms see it now: unread, opened or claimed.

        One that has only been opened is due by the claim limit, one that is claimed when its claim runs out.
        A warning that was given is given again only for a deadline whose own warning still lies ahead.
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
        """The soonest end of its limits, each counted from the same start, and when to warn of it.

        What came with less than the warning left is not warned of.
        """
        ends = [(end, self.policy.warn) for end in self._window(surface, since)]
        for limit in self.policy.limits_for(urgency, surface):
            end = _after(limit, urgency, since, (opened and limit.claim) or limit.first_look)
            ends.append((end, limit.warn or self.policy.warn))
        deadline, warn = min(ends, key=itemgetter(0))
        return deadline, deadline - warn if warn is not None and deadline - warn > since else None

    def _claim_until(self, message: WaitingMessage, claimed_at: datetime) -> datetime:
        """By the disposition limit, but whoever claims it has at least the hold of its urgency."""
        surface = message.key.surface
        limits = self.policy.limits_for(message.urgency, surface)
        ends = [
            _after(each, message.urgency, message.since, each.disposition) for each in limits if each.disposition
        ]
        held = claimed_at + ACKNOWLEDGEMENT_PERIODS[AlertGroup(message.urgency)]
        return max(min([*ends, *self._window(surface, message.since)], default=held), held)

    def _window(self, surface: Surface, since: datetime) -> Iterator[datetime]:
        """A platform that takes no answer after a while sets a limit of its own, in no calendar."""
        window = self.facts.reply_windows.get(surface)
        if window is not None:
            yield since + window - WINDOW_MARGIN

    @property
    def clock(self) -> str:
        """All of these terms that a date depends on, as text."""
        limits = [
            (sorted(limit.surfaces), *(getattr(limit, name) for name in _CLOCKED)) for limit in self.policy.limits
        ]
        return repr((self.facts.platform, limits, self.policy.warn))


def rules_digest(terms: Mapping[AccountId, DeadlineRules]) -> str:
    """Differs when any message of any account might be dated otherwise; the same in every process."""
    lines = [f"{account} {each.clock}" for account, each in sorted(terms.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _after(limit: TimeLimit, urgency: Urgency, since: datetime, duration: timedelta) -> datetime:
    """Nothing pauses the clock of an urgent message, whatever a limit says."""
    if limit.calendar is None or urgency is Urgency.URGENT:
        return since + duration
    return limit.calendar.add(since, duration)


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
