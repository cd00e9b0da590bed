"""The period in which a feed was not read."""

from datetime import datetime

from watchdesk.inbox.domain.feed_position import blocking_gaps
from watchdesk.inbox.domain.feed_state import BlindPeriod, FeedState


def ended_blind_period(before: FeedState, until: datetime, closed_at: datetime) -> BlindPeriod | None:
    """Return the period that ends when the feed is read whole again, if it had errors or gaps before."""
    causes = [before.trouble.kind] if before.trouble else [gap.cause for gap in blocking_gaps(before)]
    if not causes:
        return None
    return BlindPeriod(
        account=before.account,
        feed=before.feed,
        start=before.watched_until or before.connected_at,
        end=until,
        closed_at=closed_at,
        cause=causes[0],
    )
