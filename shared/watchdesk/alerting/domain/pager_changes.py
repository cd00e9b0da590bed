"""Who may take a pager, and which of its changes may be stored although entries come in meanwhile."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from watchdesk.alerting.domain.change import Change
from watchdesk.alerting.domain.pager import Pager


@dataclass(frozen=True, slots=True, kw_only=True)
class PagerState:
    """When a pager is looked at next, and which run holds it."""

    attention_at: datetime | None = None
    lease: str | None = None
    lease_until: datetime | None = None
    wants: int = 0
    """How many entries were ever put into the pager."""
    in_hand: Any = None
    """The key of the text that the holder is about to send."""

    def requested(self, now: datetime) -> "PagerState":
        """Count one more entry and make the pager due now, also while a run holds it."""
        return replace(self, wants=self.wants + 1, attention_at=now)

    def leased(self, lease: str, now: datetime, until: datetime) -> "PagerState":
        """Give a due pager to one run until then. One that is not due, or is held, stays as it is."""
        is_due = self.attention_at is not None and self.attention_at <= now
        is_held = self.lease is not None and self.lease_until is not None and self.lease_until > now
        if not is_due or is_held:
            return self
        return replace(self, lease=lease, lease_until=until, attention_at=until)


def change_by_rest(pager: Pager, look: datetime | None) -> Change:
    """Return the change by which a run that has seen every entry releases the pager until `look`.

    None: the pager is looked at again only when an entry comes in.
    """
    return Change(fields=_released(look), required={"lease": pager.lease, "wants": pager.wants})


def change_by_release(pager: Pager, now: datetime) -> Change:
    """Return the change by which a run releases the pager to whoever sees the entries it has not seen."""
    return Change(fields=_released(now), required={"lease": pager.lease})


def change_by_begin(pager: Pager, key: object) -> Change:
    """Return the change that notes the key of the text that the holder is about to send."""
    return Change(fields={"in_hand": key}, required={"lease": pager.lease})


def _released(look: datetime | None) -> dict[str, Any]:
    return {"lease": None, "lease_until": None, "in_hand": None, "attention_at": look}
