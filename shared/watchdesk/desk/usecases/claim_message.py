"""Take a message in hand, so that nobody else works on it too, and give it back."""

from dataclasses import dataclass
from datetime import UTC, datetime

from watchdesk.core.errors import Conflict, ConflictCode
from watchdesk.core.message import MessageKey, MessageState
from watchdesk.core.principal import Action, Principal
from watchdesk.desk.domain.message_status import MessageStatus, claimed, released
from watchdesk.desk.usecases.change_message import ChangeMessage, MessageChange
from watchdesk.inbox.domain.deadline import Terms

CLAIMING = frozenset({Action.CLAIM, Action.SUPERVISE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMessage:
    change: ChangeMessage

    def claim(self, key: MessageKey, principal: Principal, *, take_over: bool = False) -> MessageStatus:
        """Safe to repeat. Who has it already keeps it until the same instant.

        Raises Unknown, Conflict if it is disposed of or somebody else has it, LeaseLost and TryLater.
        """

        def step(before: MessageStatus, terms: Terms | None, now: datetime) -> MessageChange | None:
            refuse_if_disposed(before)
            if before.claimed_by == principal.subject:
                return None
            facts = take_over_facts(before, principal, take_over=take_over)
            after = claimed(before, principal.subject, terms, now)
            until = {"until": after.claim_until.isoformat()} if after.claim_until else {}
            return MessageChange(after=after, facts=until | facts)

        return self.change(key, principal, CLAIMING, "claim_message", step)

    def release(self, key: MessageKey, principal: Principal, *, take_over: bool = False) -> MessageStatus:
        """Safe to repeat. It waits again, by the same limits as before.

        Raises as `claim` does.
        """

        def step(before: MessageStatus, terms: Terms | None, now: datetime) -> MessageChange | None:
            refuse_if_disposed(before)
            if before.state is not MessageState.CLAIMED:
                return None
            facts = take_over_facts(before, principal, take_over=take_over)
            return MessageChange(after=released(before, terms, now), facts=facts)

        return self.change(key, principal, CLAIMING, "release_message", step)


def take_over_facts(before: MessageStatus, principal: Principal, *, take_over: bool) -> dict[str, str]:
    """From whom, if from anybody. Raises Conflict unless a supervisor does it on purpose."""
    holder = before.claimed_by
    if holder is None or holder == principal.subject:
        return {}
    if take_over and principal.may(Action.SUPERVISE, before.key.account):
        return {"taken_from": holder}
    since = _clock(before.waiting.claimed_at)
    raise Conflict(ConflictCode.CLAIMED, f"{holder} has it in hand since {since}.")


def refuse_if_disposed(before: MessageStatus) -> None:
    if before.disposition is not None:
        ended = before.disposition
        message = f"{ended.by} disposed of it at {_clock(ended.at)}: {ended.outcome.replace('_', ' ')}."
        raise Conflict(ConflictCode.DISPOSED, message)


def _clock(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if at else "an unknown time"
