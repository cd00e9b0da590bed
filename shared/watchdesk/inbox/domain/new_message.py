"""A message as it is when a poll first shows it."""

from dataclasses import replace
from datetime import datetime

from watchdesk.core.account import AccountId
from watchdesk.core.message import Inbound, Message, MessageKey, Unreadable, Urgency
from watchdesk.core.platform_facts import PlatformFacts
from watchdesk.inbox.domain.deadlines import DeadlineRules
from watchdesk.inbox.domain.feed_position import version_of
from watchdesk.inbox.domain.triage import UNREADABLE_REASON, triage
from watchdesk.register.domain.policy import Policy


def new_message(  # noqa: PLR0913  the facts of one message, named at the call
    account: AccountId,
    body: Inbound | Unreadable,
    policy: Policy,
    facts: PlatformFacts,
    *,
    first_seen_at: datetime,
    connected_at: datetime,
) -> Message:
    """Return the message with the urgency and the deadline that the policy gives it."""
    urgency, reason = _triaged(body, policy)
    dates = DeadlineRules(policy, facts).initial_dates(
        urgency,
        body.surface,
        sent_at=body.sent_at if isinstance(body, Inbound) else None,
        first_seen_at=first_seen_at,
        connected_at=connected_at,
    )
    return Message(
        key=MessageKey(account, body.surface, body.native_id),
        body=body,
        version=version_of(body),
        first_seen_at=first_seen_at,
        urgency=urgency,
        reason=reason,
        deadline=dates.deadline,
        warn_at=dates.warn_at,
        counted_from=dates.counted_from,
    )


def hastened(message: Message, other: Message) -> Message:
    """Return the message, at least as urgent as the other and due no later than it."""
    if other.urgency.rank < message.urgency.rank:
        message = replace(message, urgency=other.urgency, reason=other.reason)
    if other.deadline < message.deadline:
        message = replace(message, deadline=other.deadline, warn_at=other.warn_at)
    return message


def _triaged(body: Inbound | Unreadable, policy: Policy) -> tuple[Urgency, str]:
    """Return the urgency and its reason. An unreadable message has priority: a person must look at it."""
    if isinstance(body, Unreadable):
        return Urgency.PRIORITY, UNREADABLE_REASON
    return triage(body.text, policy.triage)
