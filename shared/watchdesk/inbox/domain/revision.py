"""What becomes of a stored message when its platform shows another version of it or a reply to it."""

from dataclasses import dataclass, replace
from datetime import datetime

from watchdesk.core.disposition import PLATFORM, Disposition, DispositionCode
from watchdesk.core.message import Inbound, Message, MessageState, Urgency

ANSWERABLE_STATES = frozenset(state for state in MessageState if state is not MessageState.DISPOSED)
"""A reply of the force disposes of a message that is in one of these states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisableMessage:
    """Everything of a stored message that another version of it may change, or that decides what it changes."""

    state: MessageState
    version: str
    """The newest version that was seen."""
    first_version: str | None = None
    """The version of the first body. None means that the message was never edited, so `version` is the first."""
    edited_at: datetime | None = None
    urgency: Urgency
    reason: str | None = None
    """Why triage chose the urgency. None means that the stored reason stays."""
    deadline: datetime
    attention_at: datetime | None = None
    has_thread: bool = True
    """False while no readable version was seen, so that the thread and the author are unknown."""

    @property
    def is_listed(self) -> bool:
        """Tell whether the message is on the due index."""
        return self.attention_at is not None


def revised(stored: RevisableMessage, seen: Message) -> RevisableMessage:
    """Return what the stored message becomes when `seen` is shown; the same one if that version is the newest.

    The urgency only rises. The deadline only comes forward. Somebody who opened or claimed the message has not
    seen the new version: its dates change for them only if the urgency rises.
    """
    if seen.version == stored.version:
        return stored
    rises = seen.urgency.rank < stored.urgency.rank
    after = replace(
        stored,
        version=seen.version,
        first_version=first_version(stored),
        edited_at=version_seen_at(seen),
        has_thread=stored.has_thread or isinstance(seen.body, Inbound),
    )
    if rises:
        after = replace(after, urgency=seen.urgency, reason=seen.reason)
    if rises or stored.state is MessageState.UNREAD:
        after = _brought_forward(after, seen)
    if rises and not stored.is_listed and stored.state.is_waiting:
        # Its alert may have a slow escalation, or somebody acknowledged it without seeing this version.
        return replace(after, attention_at=after.deadline)
    return after


def first_version(stored: RevisableMessage) -> str:
    """Return the version of the body that was stored first."""
    return stored.first_version or stored.version


def is_new_to(stored: RevisableMessage, kept_at: datetime) -> bool:
    """Tell whether a version that is kept since `kept_at` is new to the message.

    It is if an earlier attempt kept the version and ended before it updated the message.
    """
    return stored.edited_at is None or stored.edited_at < kept_at


def version_seen_at(message: Message) -> datetime:
    """Return when this version of the message was first seen."""
    return message.edited_at or message.first_seen_at


def answered(now: datetime) -> Disposition:
    """Return the disposition of a message to which a reply was seen on its platform."""
    return Disposition(outcome=DispositionCode.ANSWERED, by=PLATFORM, at=now)


def _brought_forward(message: RevisableMessage, seen: Message) -> RevisableMessage:
    if seen.deadline >= message.deadline:
        return message
    earlier = replace(message, deadline=seen.deadline)
    if message.attention_at is None:
        return earlier
    if message.state is MessageState.CLAIMED:
        # Nobody is warned of a claim, and it may expire before the new deadline.
        return replace(earlier, attention_at=min(seen.deadline, message.attention_at))
    return replace(earlier, attention_at=seen.warn_at or seen.deadline)
