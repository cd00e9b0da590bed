"""Everybody is told everything, in few texts, and nobody is told what is dealt with."""

from datetime import timedelta

from tests.builders import DUTY, a_rota, an_account
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.notification import TextState
from watchdesk.core.errors import TryLater
from watchdesk.core.message import MessageState, Urgency
from watchdesk.register.domain.alert_group import AlertGroup

HALF_AN_HOUR = 30


def two_accounts(desk):
    for name in ("malton", "york"):
        desk.register.put(an_account(f"{name}-mastodon", name=f"{name.title()} Mastodon"))


def one_told_and_another_due_twenty_seconds_later(desk):
    """Of an urgent message of each of two accounts; the key of the one that is not told of yet."""
    two_accounts(desk)
    desk.receives("1", account="malton-mastodon")
    desk.later(seconds=20)
    key = desk.receives("2", account="york-mastodon")
    desk.later(minutes=HALF_AN_HOUR - 1, seconds=40)
    desk.sweep()
    desk.escalate()
    desk.expects_text("sergeant")
    desk.later(seconds=20)
    desk.sweep()
    desk.escalate()
    desk.expects_silence()
    return key


def test_alerts_of_one_moment_are_told_in_one_text_the_urgent_one_first(desk):
    desk.receives("1", urgency=Urgency.ROUTINE)
    desk.receives("2")
    desk.is_overdue()
    desk.escalate()
    words = desk.expects_text("sergeant").words
    assert words.startswith("Ridings K7MX: 1 urgent overdue, Selby Mastodon, oldest 30min. +1")
    urgent = next(alert for alert in desk.alerts.alerts if alert.group is AlertGroup.URGENT)
    routine = next(alert for alert in desk.alerts.alerts if alert.group is AlertGroup.ROUTINE)
    assert desk.kinds(urgent) == [EventKind.OPENED, EventKind.TEXTED]
    assert desk.kinds(routine) == [EventKind.OPENED, EventKind.BUNDLED]
    (lead,) = desk.alerts.notifications(urgent.id)
    assert lead.also == (routine.id,)


def test_an_alert_of_an_account_told_of_lately_waits_two_minutes_for_others(desk):
    desk.receives("1", urgency=Urgency.PRIORITY)
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.receives("2", urgency=Urgency.ROUTINE, limit=timedelta(minutes=2))
    desk.tick(3)
    desk.expects_silence()
    desk.tick()
    desk.expects_text("sergeant")


def test_an_urgent_alert_waits_for_nothing(desk):
    desk.receives("1", urgency=Urgency.PRIORITY)
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.receives("2", limit=timedelta(minutes=1))
    desk.tick()
    desk.expects_text("sergeant")


def test_what_a_cap_held_back_is_told_in_the_next_text_and_the_history_says_so(desk):
    one_told_and_another_due_twenty_seconds_later(desk)
    second = desk.alerts.alerts[1]
    assert desk.kinds(second) == [EventKind.OPENED, EventKind.CAPPED]
    desk.tick()
    desk.expects_text("sergeant")
    assert desk.kinds(second)[-1] is EventKind.TEXTED


def test_a_page_is_dropped_when_its_alert_is_answered_before_the_text_leaves(desk):
    """What waits for a cap is looked at again when its turn comes."""
    key = one_told_and_another_due_twenty_seconds_later(desk)
    desk.messages.change(key, state=MessageState.CLAIMED)
    desk.tick(2)
    second = desk.alerts.alerts[1]
    assert EventKind.DROPPED in desk.kinds(second)
    assert second.state is AlertState.RESOLVED
    assert [text.state for text in desk.alerts.notifications(second.id)] == [TextState.DROPPED]


def test_an_acknowledgement_stops_every_text_that_was_still_to_leave(desk):
    """Two people were to be told; the first answers before the second is texted."""
    desk.register.put(a_rota(DUTY, "sergeant", "inspector"))
    desk.receives()
    desk.phones.trouble(TryLater("throttled"))
    desk.tick(HALF_AN_HOUR)
    desk.acknowledges(desk.expects_text("inspector"))
    desk.tick(5)
    assert EventKind.DROPPED in desk.kinds()
