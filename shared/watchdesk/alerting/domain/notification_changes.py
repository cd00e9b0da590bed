"""What a notification says after each thing that happens to the text which tells it."""

from datetime import datetime

from watchdesk.alerting.domain.change import Change
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.domain.pager_entry import PagerEntry
from watchdesk.alerting.domain.text import Text

DROPPED = Change(fields={"state": TextState.DROPPED})
"""There was nothing left to tell."""


def begun(text: Text) -> Change:
    """Return the change of the leading notification when its text is about to be sent."""
    return Change(fields={"state": TextState.LEASED, "also": tuple(entry.alert for entry in text.also)})


def settled(text: Text, entry: PagerEntry) -> Change:
    """Return the change of this entry's notification when the outcome of its text is known."""
    return Change(
        fields={
            "state": text.state,
            "tries": entry.tries,
            "sent_at": text.ended_at if text.has_arrived else None,
            "provider_id": text.provider_id,
            "problem": text.problem,
        }
    )


def emailed(now: datetime) -> Change:
    """Return the change when the second channel has told the person."""
    return Change(fields={"emailed_at": now})


def received(provider_id: str, state: TextState) -> Change:
    """Return the change when a delivery receipt has come for the text with this id.

    A later try, an earlier receipt or the same receipt again leaves the notification as it is.
    """
    return Change(fields={"state": state}, required={"state": TextState.ACCEPTED, "provider_id": provider_id})
