"""When somebody else's claim or disposition keeps a person from changing a message."""

from datetime import UTC, datetime

from watchdesk.core.errors import Conflict, ConflictCode
from watchdesk.core.principal import Action, Principal
from watchdesk.desk.domain.message_status import MessageStatus


def require_not_disposed(status: MessageStatus) -> None:
    """Raise Conflict if the message is disposed of."""
    if status.disposition is not None:
        ended = status.disposition
        outcome = ended.outcome.replace("_", " ")
        raise Conflict(ConflictCode.DISPOSED, f"{ended.by} disposed of it at {_utc_text(ended.at)}: {outcome}.")


def take_over_facts(status: MessageStatus, principal: Principal, *, take_over: bool) -> dict[str, str]:
    """Return from whom the principal takes the message, empty if nobody else has claimed it.

    Raises Conflict if somebody else has claimed it, unless a supervisor takes it over on purpose.
    """
    holder = status.claimed_by
    if holder is None or holder == principal.subject:
        return {}
    if take_over and principal.may(Action.SUPERVISE, status.key.account):
        return {"taken_from": holder}
    raise Conflict(ConflictCode.CLAIMED, f"{holder} claimed it at {_utc_text(status.waiting.claimed_at)}.")


def _utc_text(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC") if at else "an unknown time"
