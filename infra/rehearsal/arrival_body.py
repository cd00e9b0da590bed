"""A message as a feed would show it; where only its urgency is known, that stands in place of its words."""

from infra.rehearsal.months.month import Arrival
from watchdesk.core.message import Author, Inbound, Urgency
from watchdesk.register.domain.policy import TriageRule

RECORDED_URGENCY_RULES = tuple(
    TriageRule(name=f"recorded as {urgency}", urgency=urgency, phrases=(f"\N{MIDDLE DOT}{urgency}\N{MIDDLE DOT}",))
    for urgency in (Urgency.URGENT, Urgency.PRIORITY)
)
"""Added to every policy that meets a month without words: its messages go through the triage like any others."""


def inbound_of(arrival: Arrival) -> Inbound:
    words = arrival.text if arrival.urgency is None else f"\N{MIDDLE DOT}{arrival.urgency}\N{MIDDLE DOT}"
    author = arrival.author or arrival.native_id
    return Inbound(
        surface=arrival.surface,
        native_id=arrival.native_id,
        thread_id=arrival.thread_id or arrival.native_id,
        author=Author(id=author, handle=author),
        text=words,
        sent_at=arrival.sent_at,
        version="1",
    )
