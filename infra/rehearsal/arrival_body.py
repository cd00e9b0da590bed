"""A message as a feed would show it. If only its urgency is known, the urgency stands in place of its text."""

from infra.rehearsal.months.month import Arrival
from watchdesk.core.message import Author, Inbound, Urgency
from watchdesk.register.domain.policy import TriageRule

RECORDED_URGENCY_RULES = tuple(
    TriageRule(name=f"recorded as {urgency}", urgency=urgency, phrases=(f"\N{MIDDLE DOT}{urgency}\N{MIDDLE DOT}",))
    for urgency in (Urgency.URGENT, Urgency.PRIORITY)
)
"""These rules are added to every policy for a month without texts, so that its messages go through the triage."""


def inbound_of(arrival: Arrival) -> Inbound:
    """Return the message as a feed shows it."""
    text = arrival.text if arrival.urgency is None else f"\N{MIDDLE DOT}{arrival.urgency}\N{MIDDLE DOT}"
    author = arrival.author or arrival.native_id
    return Inbound(
        surface=arrival.surface,
        native_id=arrival.native_id,
        thread_id=arrival.thread_id or arrival.native_id,
        author=Author(id=author, handle=author),
        text=text,
        sent_at=arrival.sent_at,
        version="1",
    )
