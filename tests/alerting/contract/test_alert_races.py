"""Two writers at the same alert, each with what it read before the other wrote, for the fake and for the table."""

from datetime import timedelta

from tests.alerting.contract.alert_builders import FIRST, INSPECTOR, LATER, SERGEANT, SOON, a_key, an_alert
from tests.fakes import NOON
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.sms.reply_parser import InboundId

MUCH_LATER = LATER + timedelta(hours=1)


def an_answer(kind=EventKind.ACKNOWLEDGED, by=SERGEANT):
    return AlertEvent(at=NOON, kind=kind, about=by)


def as_read(alerts, **fields):
    """Return the alert as an answer has read it, before others change it."""
    assert alerts.open(an_alert(**fields), [a_key()])
    return alerts.alert(FIRST)


def test_an_answer_wins_over_a_run_that_has_taken_the_alert_meanwhile(alerts):
    before = as_read(alerts)
    leased = alerts.lease(FIRST, "mine", NOON, SOON)
    assert alerts.save_answer(before, before.acknowledged(SERGEANT, NOON, LATER), an_answer())
    assert alerts.alert(FIRST) == before.acknowledged(SERGEANT, NOON, LATER)
    assert not alerts.save(leased, leased.moved_to(1).released(SOON))


def test_an_answer_takes_the_lease_though_it_changes_neither_the_time_nor_the_lease_it_has_read(alerts):
    before = as_read(alerts, attention_at=NOON)
    alerts.lease(FIRST, "mine", NOON, SOON)
    assert alerts.save_answer(before, before.acknowledged(SERGEANT, NOON, NOON), an_answer())
    assert (alerts.alert(FIRST).attention_at, alerts.alert(FIRST).lease) == (NOON, None)
    assert alerts.due(NOON, 10) == [FIRST]


def test_an_answer_wins_over_a_run_that_has_moved_on_and_keeps_its_step_and_the_joins(alerts):
    before = as_read(alerts)
    leased = alerts.lease(FIRST, "mine", NOON, SOON)
    assert alerts.join(FIRST, [a_key("2")], NOON)
    assert alerts.save(leased, leased.moved_to(1).released(SOON))
    assert alerts.save_answer(before, before.acknowledged(SERGEANT, NOON, LATER), an_answer())
    assert (alerts.alert(FIRST).step, alerts.alert(FIRST).joins) == (1, 2)
    assert alerts.alert(FIRST).state is AlertState.ACKNOWLEDGED


def test_of_two_answers_that_have_read_the_same_alert_the_first_wins(alerts):
    before = as_read(alerts)
    assert alerts.save_answer(before, before.acknowledged(SERGEANT, NOON, LATER), an_answer())
    assert not alerts.save_answer(before, before.closed(INSPECTOR, NOON, LATER), an_answer(by=INSPECTOR))
    assert alerts.alert(FIRST).acknowledged_by == SERGEANT
    assert INSPECTOR not in {event.about for event in alerts.history(FIRST)}


def test_an_answer_does_not_lead_back_to_a_step_that_the_alert_has_left(alerts):
    before = as_read(alerts)
    leased = alerts.lease(FIRST, "mine", NOON, SOON)
    assert alerts.save(leased, leased.moved_to(1).released(LATER))
    assert not alerts.save_answer(before, before.escalated(0, NOON), an_answer(EventKind.ESCALATED))
    assert alerts.save_answer(before, before.escalated(1, NOON), an_answer(EventKind.ESCALATED))
    assert (alerts.alert(FIRST).step, alerts.alert(FIRST).attention_at) == (2, NOON)


def test_nobody_holds_longer_what_was_reopened_meanwhile(alerts):
    opened = as_read(alerts)
    assert alerts.save_answer(opened, opened.acknowledged(SERGEANT, NOON, SOON), an_answer())
    taken = alerts.alert(FIRST)
    held = alerts.lease(FIRST, "mine", SOON, LATER)
    assert alerts.save(held, held.reopened(0))
    assert not alerts.save_answer(taken, taken.closed(SERGEANT, SOON, MUCH_LATER), an_answer(EventKind.CLOSED))
    assert alerts.alert(FIRST).state is AlertState.OPEN


def test_the_same_reply_has_its_effect_once(alerts):
    before, reply = as_read(alerts), InboundId("reply")
    assert alerts.save_answer(before, before.escalated(0, NOON), an_answer(EventKind.ESCALATED), reply)
    again = alerts.alert(FIRST)
    assert not alerts.save_answer(again, again.escalated(1, NOON), an_answer(EventKind.ESCALATED), reply)
    assert alerts.alert(FIRST) == again


def test_a_run_that_holds_no_alert_stores_nothing(alerts):
    free = as_read(alerts)
    assert not alerts.save(free, free.resolved(NOON), an_answer(EventKind.RESOLVED))
    assert alerts.alert(FIRST) == free
    assert [event.kind for event in alerts.history(FIRST)] == [EventKind.OPENED]


def test_of_two_who_answer_in_part_at_the_same_time_both_are_kept(alerts):
    as_read(alerts)
    assert alerts.add_partial_answer(FIRST, SERGEANT, NOON)
    assert alerts.add_partial_answer(FIRST, INSPECTOR, NOON)
    assert not alerts.add_partial_answer(FIRST, SERGEANT, SOON)
    assert alerts.alert(FIRST).answered_by == (SERGEANT, INSPECTOR)
