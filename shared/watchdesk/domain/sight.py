"""Until when has each surface that a force declares been seen, whether anything came in on it or not?"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from watchdesk.domain.account import Account, AccountId
from watchdesk.domain.watch import FeedState, PollTurn, SurfaceWatch, by_surface

Polled = Mapping[AccountId, tuple[PollTurn, Sequence[FeedState]]]

LEAST_LIMIT = timedelta(minutes=10)
"""Some feeds are walked every five minutes whatever the account's own pace."""
MISSED_POLLS = 3


def sights(accounts: Sequence[Account], polled: Polled) -> list[SurfaceWatch]:
    """One for each surface that is declared, whether anything has been seen of it or not."""
    return [sight for account in accounts if account.is_watched for sight in _of(account, polled)]


def limit_of(account: Account) -> timedelta:
    """How long a surface may go without a poll that succeeded."""
    return max(LEAST_LIMIT, MISSED_POLLS * account.poll_every)


def is_unseen(sight: SurfaceWatch, account: Account, now: datetime) -> bool:
    return sight.last_success is None or now - sight.last_success > limit_of(account)


def _of(account: Account, polled: Polled) -> list[SurfaceWatch]:
    turn, states = polled.get(account.id, (PollTurn(account=account.id, next_poll_at=None), ()))
    seen = {sight.surface: sight for sight in by_surface(turn, list(states))}
    return [
        seen.get(
            surface,
            SurfaceWatch(
                account=account.id,
                surface=surface,
                watched_until=None,
                last_success=None,
                trouble=turn.trouble,
                gaps=0,
                next_poll_at=turn.next_poll_at,
            ),
        )
        for surface in sorted(account.surfaces)
    ]
