"""The next poll of an account, after a poll."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from watchdesk.core.account import Account
from watchdesk.core.backoff import next_poll
from watchdesk.core.errors import NeedsAPerson, PermissionLost, RateLimited, WatchdeskError
from watchdesk.inbox.domain.feed_state import FeedState, FeedTrouble, ScheduledPoll


def stops_account(errors: Sequence[WatchdeskError]) -> bool:
    """Tell whether no other feed of the account need be tried: a rate limit or a dead credential holds for all."""
    return any(
        isinstance(error, RateLimited | NeedsAPerson) and not isinstance(error, PermissionLost) for error in errors
    )


def rescheduled(
    poll: ScheduledPoll,
    account: Account,
    states: Sequence[FeedState],
    errors: Sequence[WatchdeskError],
    now: datetime,
) -> ScheduledPoll:
    """Return the entry of the account in the poll schedule after a poll that ended now.

    `states` holds the state of each feed that the poll came to, and `errors` those that stopped a feed.
    """
    has_success = len(errors) < len(states)
    failures = 0 if has_success else poll.failures + 1
    next_poll_at = next_poll(
        now,
        every=account.poll_every,
        errors=errors,
        failures=failures,
        has_gap=any(state.gaps for state in states),
    )
    return replace(
        poll,
        next_poll_at=next_poll_at,
        last_poll_at=now,
        failures=failures,
        trouble=FeedTrouble.after(poll.trouble, errors[0].kind, now) if errors else None,
    )
