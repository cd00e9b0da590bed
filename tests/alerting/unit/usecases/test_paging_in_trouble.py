"""What cannot be sent, read or worded keeps nobody else from hearing, and the climb goes on."""

from dataclasses import replace

from tests.builders import an_account
from tests.worlds.alerting import SERGEANT
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.core.errors import Defect, Refused, TryLater

HALF_AN_HOUR = 30
WAIT = 15


def test_whom_no_text_reaches_is_told_by_email_and_the_climb_goes_on(desk):
    desk.register.put(replace(SERGEANT, email="hale@ridings.example"))
    desk.receives()
    desk.phones.trouble(Refused("opted out"))
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("inspector")
    (email,) = desk.mailboxes.arrived
    assert email.person == "sergeant"
    assert "1 urgent overdue, Selby Mastodon" in email.words
    assert EventKind.EMAILED in desk.kinds()
    desk.tick(5)
    assert len(desk.mailboxes.arrived) == 1


def test_an_email_that_could_not_be_sent_is_reported_and_tried_again_at_the_next_look(desk):
    desk.register.put(replace(SERGEANT, email="hale@ridings.example"))
    desk.receives()
    desk.phones.trouble(Refused("opted out"))
    desk.mailboxes.trouble(TryLater("busy"))
    desk.is_overdue()
    desk.escalate()
    assert {type(error) for error in desk.report.all_errors} == {Refused, TryLater}
    desk.expects_text("inspector")
    desk.tick(WAIT)
    desk.expects_text("control-room")
    assert [email.person for email in desk.mailboxes.arrived] == ["sergeant"]


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
    desk.register.put(an_account("malton-mastodon", name="Malton Mastodon"))
    desk.receives("1")
    desk.receives("2", account="malton-mastodon")
    desk.is_overdue()
    troubled = next(alert.id for alert in desk.alerts.alerts if alert.account == "selby-mastodon")
    alerts, desk.alerts = desk.alerts, Unreadable(desk.alerts, troubled)
    desk.escalate()
    assert "Malton Mastodon" in desk.expects_text("sergeant").words
    assert [type(error) for error in desk.report.all_errors] == [TryLater]
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
    desk.is_overdue()
    escalate = desk.escalate_alerts
    send = escalate.text.send
    compose = replace(send.compose.compose, link_base="https://" + "d" * 150)
    send = replace(send, compose=replace(send.compose, compose=compose))
    report = replace(escalate, text=replace(escalate.text, send=send))(desk.stopwatch)
    assert desk.expects_text("sergeant").words == "K7MX: messages are overdue. Please see the desk."
    assert [type(error) for error in report.all_errors] == [Defect]
