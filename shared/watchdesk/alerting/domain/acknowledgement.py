"""Decides who must still answer an alert, and who is told that another person has taken it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from watchdesk.alerting.domain.alert import Alert, AlertState
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.domain.escalation_steps import highest_step, policy_step
from watchdesk.alerting.domain.notification import Notification, TextState
from watchdesk.register.domain.person import PersonId
from watchdesk.register.domain.policy import EscalationStep

NEWS_LIFE = timedelta(minutes=10)
"""If an answer comes again within this time, it makes up for follow-ups that were lost with the run before."""

PERHAPS_TEXTED = (TextState.LEASED, TextState.ACCEPTED, TextState.DELIVERED, TextState.UNKNOWN)
"""A person whose text has one of these states may be on the way to a desk."""


def must_others_answer(
    alert: Alert, texts: Sequence[Notification], steps: Sequence[EscalationStep], person: PersonId
) -> bool:
    """Return whether the step of the alert asks everyone to answer, and somebody else has not answered yet."""
    now_on = highest_step(alert, texts)
    step = policy_step(alert.moved_to(now_on), steps)
    texted = {text.person for text in texts if text.step == now_on and text.state in PERHAPS_TEXTED}
    return step is not None and step.everyone and not texted <= {person, *alert.answered_by}


def acknowledged_since(alert: Alert, now: datetime) -> datetime | None:
    """Return since when somebody has the alert, or None if nobody has it or that is no longer news."""
    since = alert.acknowledged_at
    if alert.state is not AlertState.ACKNOWLEDGED or since is None or now - since > NEWS_LIFE:
        return None
    return since


def follow_up_recipients(
    alert: Alert, texts: Sequence[Notification], late_answers: Collection[PersonId], wanting: Collection[PersonId]
) -> list[PersonId]:
    """Return whom of those who want follow-ups to tell who has the alert.

    They were texted in this climb and have not answered. Whoever answered late was told in the answer.
    """
    texted = {text.person for text in texts if text.step >= alert.climbs_from and text.state in PERHAPS_TEXTED}
    return sorted((texted & set(wanting)) - {alert.acknowledged_by} - set(late_answers))


def late_answers(history: Sequence[AlertEvent], since: datetime) -> set[PersonId]:
    """Return the people who have answered since another person took the alert."""
    late = (event for event in history if event.kind is EventKind.ANSWERED_LATE and event.at >= since)
    return {PersonId(event.about) for event in late}
