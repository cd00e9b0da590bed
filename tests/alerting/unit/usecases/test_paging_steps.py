"""Whom a climb texts when a step ends, repeats or has nobody who can be texted, and when a receipt comes."""

from dataclasses import replace
from datetime import timedelta

from tests.builders import DUTY, INSPECTOR, a_policy, a_rota
from tests.worlds.alerting import CONTROL_ROOM, SERGEANT
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.domain.receipt import ReceiptStatus
from watchdesk.core.errors import TryLater
from watchdesk.register.domain.policy import EscalationStep

HALF_AN_HOUR = 30
WAIT = 15


def test_a_step_whose_people_could_not_be_told_in_its_time_is_over_and_they_are_told_with_the_next(desk):
    """The carrier is down for the sergeant's number alone."""
    desk.steps(**{"duty-desk": 2, "inspector": 15})
    desk.receives()
    desk.phones.trouble(TryLater("down"), TryLater("down"))
    desk.tick(HALF_AN_HOUR + 1)
    desk.expects_silence()
    desk.tick()
    texted = {desk.phones.expect(each.person).person for each in list(desk.phones.arrived)}
    assert texted == {"sergeant", "inspector"}


def test_somebody_whose_number_is_not_proved_is_passed_over_and_the_last_resort_is_not(desk):
    desk.register.numbers.opt_out(SERGEANT, desk.clock.now())
    desk.register.put(replace(CONTROL_ROOM, phone="+447700900099"))
    desk.phones._names["+447700900099"] = "control-room"
    desk.register.put(a_rota(INSPECTOR, "sergeant"))
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("control-room")
    passed = [event.about for event in desk.alerts.history(desk.alert.id) if event.kind is EventKind.PASSED_OVER]
    assert passed == ["sergeant", "duty-desk", "sergeant", "inspector"]


def test_a_step_may_text_its_people_again_until_it_ends(desk):
    steps = (
        EscalationStep(notify=DUTY, wait=timedelta(minutes=15), repeat_every=timedelta(minutes=5)),
        EscalationStep(notify=INSPECTOR, wait=timedelta(minutes=15)),
    )
    desk.register.put(a_policy(steps=steps))
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    for _ in range(2):
        desk.tick(4)
        desk.expects_silence()
        desk.tick()
        desk.expects_text("sergeant")
    desk.tick(5)
    desk.expects_text("inspector")
    desk.tick(WAIT)
    desk.expects_text("control-room")


def test_one_text_tells_what_is_wanted_of_two_steps(desk):
    """The last resort is also on duty, and could not be told while the carrier was down."""
    desk.steps(**{"duty-desk": 2})
    desk.register.put(a_rota(DUTY, "control-room"))
    desk.receives()
    desk.phones.trouble(TryLater("down"), TryLater("down"))
    desk.tick(HALF_AN_HOUR + 2)
    desk.expects_text("control-room")
    first, second = desk.alerts.notifications(desk.alert.id)
    assert {first.state, second.state} == {TextState.ACCEPTED}
    assert EventKind.SUPPRESSED in desk.kinds()


def test_a_receipt_of_failure_climbs_at_once_and_one_of_delivery_does_not_stop_the_climb(desk):
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.pagers.note_receipt("sms-1", ReceiptStatus.FAILED, desk.clock.now())
    desk.tick()
    desk.expects_text("inspector")
    desk.pagers.note_receipt("sms-2", ReceiptStatus.DELIVERED, desk.clock.now())
    desk.tick(WAIT)
    desk.expects_text("control-room")
