"""Until when may this message wait, when is somebody warned of it, and how long is a claim of it believed?"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchdesk.domain.account import AccountId, Platform, Surface
from watchdesk.domain.alert import ACKNOWLEDGEMENT_HOLDS, Group
from watchdesk.domain.message import CountedFrom, MessageState, Urgency, Waiting
from watchdesk.domain.policy import Limit, Policy

IMPLAUSIBLY_OLD = timedelta(days=2)
"""Platforms show back-dated items; one claiming to be older than this counts from first sight."""

CONNECTING = timedelta(days=1)
"""How long after an account was connected an older message is its history. Later it is a wrong clock, and live."""

REPLY_WINDOWS: Mapping[tuple[Platform, Surface], timedelta] = {
    (Platform.FACEBOOK, Surface.DIRECT_MESSAGE): timedelta(hours=24),
    (Platform.INSTAGRAM, Surface.DIRECT_MESSAGE): timedelta(hours=24),
}
"""How long after a message a platform still lets us answer it.
https://developers.facebook.com/docs/messenger-platform/policy/policy-overview"""
WINDOW_MARGIN = timedelta(hours=1)
"""What must be left of the window when an alert is raised: time to find somebody, read and answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What a new message is stored with."""

    deadline: datetime
    warn_at: datetime | None
    counted_from: CountedFrom
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When a message that waits or is claimed is overdue, and when a sweep must look at it."""

    deadline: datetime
    attention_at: datetime


@dataclass(frozen=True, slots=True)
class Terms:
    """The policy under which an account's messages wait, and the platform whose own rules hold besides."""

    policy: Policy
    platform: Platform

    def due(
        self,
        urgency: Urgency,
        surface: Surface,
        *,
        sent_at: datetime | None,
        first_seen_at: datetime,
        connected_at: datetime,
    ) -> Due:
        """When a new message becomes overdue.

        The claimed time counts only where it is believable: not in the future, not implausibly old, not from
        before the account was connected. Otherwise first sight counts, and the answer says why.
        """
        counted_from = _counted_from(sent_at, first_seen_at, connected_at)
        since = sent_at if sent_at is not None and counted_from is CountedFrom.SENT else first_seen_at
        deadline = self._deadline(urgency, surface, since, opened=False)
        is_history = counted_from is CountedFrom.FIRST_SEEN_HISTORY
        warn_at = self._warn_at(deadline, since, is_history=is_history)
        return Due(deadline=deadline, warn_at=warn_at, counted_from=counted_from, since=since)

    def dated(self, message: Waiting, now: datetime) -> Dated:
        """The dates of a message as these terms see it now: unread, opened or claimed.

        One that has only been opened is due by the claim limit, one that is claimed when its claim runs out.
        A warning that was given is given again only for a deadline whose own warning still lies ahead.
        """
        opened = message.state is not MessageState.UNREAD
        deadline = self._deadline(message.urgency, message.key.surface, message.since, opened=opened)
        if message.state is MessageState.CLAIMED:
            return Dated(deadline=deadline, attention_at=self._claim_until(message, message.claimed_at or now))
        warn_at = self._warn_at(deadline, message.since, is_history=message.is_history)
        if warn_at is None or (message.warned_at is not None and warn_at <= now):
            return Dated(deadline=deadline, attention_at=deadline)
        return Dated(deadline=deadline, attention_at=warn_at)

    def _deadline(self, urgency: Urgency, surface: Surface, since: datetime, *, opened: bool) -> datetime:
        """The soonest of its limits; each counts from the same start."""
        limits = self.policy.limits_for(urgency, surface)
        ends = [_after(limit, urgency, since, (opened and limit.claim) or limit.first_look) for limit in limits]
        return min([*ends, *self._window(surface, since)])

    def _claim_until(self, message: Waiting, claimed_at: datetime) -> datetime:
        """By the disposition limit, but whoever claims it has at least the hold of its urgency."""
        surface = message.key.surface
        limits = self.policy.limits_for(message.urgency, surface)
        ends = [
            _after(each, message.urgency, message.since, each.disposition) for each in limits if each.disposition
        ]
        held = claimed_at + ACKNOWLEDGEMENT_HOLDS[Group(message.urgency)]
        return max(min([*ends, *self._window(surface, message.since)], default=held), held)

    def _window(self, surface: Surface, since: datetime) -> Iterator[datetime]:
        """A platform that takes no answer after a while sets a limit of its own, in no calendar."""
        window = REPLY_WINDOWS.get((self.platform, surface))
        if window is not None:
            yield since + window - WINDOW_MARGIN

    def _warn_at(self, deadline: datetime, since: datetime, *, is_history: bool) -> datetime | None:
        """History is summarised once and warned of never; nor is what came with less than the warning left."""
        if self.policy.warn is None or is_history or deadline - self.policy.warn <= since:
            return None
        return deadline - self.policy.warn

    @property
    def clock(self) -> str:
        """All of these terms that a date depends on, as text."""
        limits = [
            (
                limit.urgency,
                sorted(limit.surfaces),
                limit.first_look,
                limit.claim,
                limit.disposition,
                limit.calendar,
            )
            for limit in self.policy.limits
        ]
        return repr((self.platform, limits, self.policy.warn))


def digest_of(terms: Mapping[AccountId, Terms]) -> str:
    """Differs when any message of any account might be dated otherwise; the same in every process."""
    lines = [f"{account} {each.clock}" for account, each in sorted(terms.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _after(limit: Limit, urgency: Urgency, since: datetime, duration: timedelta) -> datetime:
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
