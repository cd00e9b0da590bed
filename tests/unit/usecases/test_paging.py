"""Everybody is told everything, in few texts, and nobody is told what is dealt with."""

from dataclasses import replace
from datetime import timedelta

from tests.builders import DUTY, INSPECTOR, a_policy, a_rota, an_account
from tests.desk import CONTROL_ROOM, SERGEANT
from watchdesk.domain.alert import AlertState, EventKind, Group
from watchdesk.domain.errors import Defect, Refused, TryLater
from watchdesk.domain.message import MessageState, Urgency
from watchdesk.domain.notification import TextState
from watchdesk.domain.policy import Step
from watchdesk.ports.paging import Receipt

HALF_AN_HOUR = 30
WAIT = 15


def history(desk, alert=None):
    return [event.kind for event in desk.alerts.history((alert or desk.alert).id)]


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


def overdue(desk):
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()


def test_alerts_of_one_moment_are_told_in_one_text_the_urgent_one_first(desk):
    desk.receives("1", urgency=Urgency.ROUTINE)
    desk.receives("2")
    overdue(desk)
    desk.escalate()
    words = desk.expects_text("sergeant").words
    assert words.startswith("Ridings K7MX: 1 urgent overdue, Selby Mastodon, oldest 30min. +1")
    urgent = next(alert for alert in desk.alerts.alerts if alert.group is Group.URGENT)
    routine = next(alert for alert in desk.alerts.alerts if alert.group is Group.ROUTINE)
    assert history(desk, urgent) == [EventKind.OPENED, EventKind.TEXTED]
    assert history(desk, routine) == [EventKind.OPENED, EventKind.BUNDLED]
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
    assert history(desk, second) == [EventKind.OPENED, EventKind.CAPPED]
    desk.tick()
    desk.expects_text("sergeant")
    assert history(desk, second)[-1] is EventKind.TEXTED


def test_a_page_is_dropped_when_its_alert_is_answered_before_the_text_leaves(desk):
    """What waits for a cap is looked at again when its turn comes."""
    key = one_told_and_another_due_twenty_seconds_later(desk)
    desk.messages.change(key, state=MessageState.CLAIMED)
    desk.tick(2)
    second = desk.alerts.alerts[1]
    assert EventKind.DROPPED in history(desk, second)
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
    assert EventKind.DROPPED in history(desk)


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
        Step(notify=DUTY, wait=timedelta(minutes=15), repeat_every=timedelta(minutes=5)),
        Step(notify=INSPECTOR, wait=timedelta(minutes=15)),
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
    assert EventKind.SUPPRESSED in history(desk)


def test_whom_no_text_reaches_is_told_by_email_and_the_climb_goes_on(desk):
    desk.register.put(replace(SERGEANT, email="hale@ridings.example"))
    desk.receives()
    desk.phones.trouble(Refused("opted out"))
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("inspector")
    (email,) = desk.mailboxes.arrived
    assert email.person == "sergeant"
    assert "1 urgent overdue, Selby Mastodon" in email.words
    assert EventKind.EMAILED in history(desk)
    desk.tick(5)
    assert len(desk.mailboxes.arrived) == 1


def test_an_email_that_could_not_be_sent_is_reported_and_tried_again_at_the_next_look(desk):
    desk.register.put(replace(SERGEANT, email="hale@ridings.example"))
    desk.receives()
    desk.phones.trouble(Refused("opted out"))
    desk.mailboxes.trouble(TryLater("busy"))
    overdue(desk)
    desk.escalate()
    assert {type(error) for error in desk.report.errors_of_all} == {Refused, TryLater}
    desk.expects_text("inspector")
    desk.tick(WAIT)
    desk.expects_text("control-room")
    assert [email.person for email in desk.mailboxes.arrived] == ["sergeant"]


def test_a_receipt_of_failure_climbs_at_once_and_one_of_delivery_does_not_stop_the_climb(desk):
    desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.pagers.note_receipt("sms-1", Receipt.FAILED, desk.clock.now())
    desk.tick()
    desk.expects_text("inspector")
    desk.pagers.note_receipt("sms-2", Receipt.DELIVERED, desk.clock.now())
    desk.tick(WAIT)
    desk.expects_text("control-room")


class Unreadable:
    """A file in which one alert cannot be read."""

    def __init__(self, alerts, troubled):
        self._alerts, self._troubled = alerts, troubled

    def alert(self, alert):
        if alert == self._troubled:
            raise TryLater("busy")
        return self._alerts.alert(alert)

    def __getattr__(self, name):
        return getattr(self._alerts, name)


def test_one_alert_that_cannot_be_read_does_not_keep_its_person_from_hearing_of_the_others(desk):
    two_accounts(desk)
    desk.receives("1")
    desk.receives("2", account="malton-mastodon")
    overdue(desk)
    troubled = next(alert.id for alert in desk.alerts.alerts if alert.account == "selby-mastodon")
    alerts, desk.alerts = desk.alerts, Unreadable(desk.alerts, troubled)
    desk.escalate()
    assert "Malton Mastodon" in desk.expects_text("sergeant").words
    assert [type(error) for error in desk.report.errors_of_all] == [TryLater]
    desk.alerts = alerts
    desk.tick()
    assert "Selby Mastodon" in desk.expects_text("sergeant").words


def test_whoever_has_left_the_register_since_is_given_up_and_the_climb_goes_on(desk):
    desk.receives()
    desk.phones.trouble(TryLater("busy"))
    desk.tick(HALF_AN_HOUR)
    desk.register.delete(type(SERGEANT), SERGEANT.id)
    desk.tick()
    desk.expects_text("inspector")


def test_a_text_that_cannot_be_worded_says_at_least_that_there_is_something(desk):
    """A link that leaves no room in a text."""
    desk.receives()
    overdue(desk)
    escalate = desk.escalate_alerts
    word = replace(escalate.page.tell.word, link_base="https://" + "d" * 150)
    page = replace(escalate.page, tell=replace(escalate.page.tell, word=word))
    report = replace(escalate, page=page)(desk.stopwatch)
    assert desk.expects_text("sergeant").words == "K7MX: messages are overdue. Please see the desk."
    assert [type(error) for error in report.errors_of_all] == [Defect]
