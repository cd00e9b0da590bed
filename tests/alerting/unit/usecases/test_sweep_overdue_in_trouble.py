"""One account's trouble, a queue that is down or an alert just answered leaves no message without its alert."""

from datetime import timedelta

from watchdesk.alerting.domain.alert import AlertState
from watchdesk.core.errors import TryLater


def test_a_queue_that_is_down_delays_the_text_to_the_next_tick_and_is_reported(desk):
    desk.receives()
    desk.later(minutes=30)
    desk.queue.trouble = TryLater("no answer")
    report = desk.sweep()
    assert report.errors == [desk.queue.trouble]
    desk.escalate()
    desk.expects_text("sergeant")


def test_a_run_without_time_leaves_the_rest_to_the_next(desk):
    desk.receives()
    desk.later(minutes=30)
    desk.stopwatch.remaining = timedelta(seconds=9)
    report = desk.sweep()
    assert (report.opened, report.is_complete) == ([], False)


class TroubledAccount:
    """An alert book that cannot be reached for one account."""

    def __init__(self, book, account):
        self._book, self._account = book, account
        self.is_troubled = True

    def current(self, account, group):
        if self.is_troubled and account == self._account:
            raise TryLater("busy")
        return self._book.current(account, group)

    def __getattr__(self, name):
        return getattr(self._book, name)


def test_one_accounts_trouble_does_not_silence_the_others(desk):
    book = desk.alerts = TroubledAccount(desk.alerts, "malton-mastodon")
    for number in range(250):
        desk.receives(f"{number}", account="malton-mastodon", limit=timedelta(minutes=10))
    desk.receives("1")
    desk.later(minutes=30)
    report = desk.sweep()
    assert [alert.account for alert in desk.alerts.alerts] == ["selby-mastodon"]
    assert [type(error) for error in report.errors] == [TryLater, TryLater]
    assert not report.is_complete
    book.is_troubled = False
    assert desk.sweep().handed_over == 250


class AnsweredMeanwhile:
    """An alert book whose open alert is acknowledged between the look and the join."""

    def __init__(self, alerts):
        self._alerts = alerts

    def join(self, alert, members, now):
        self._alerts.acknowledge(alert, "sergeant", now, now + timedelta(hours=1))
        return self._alerts.join(alert, members, now)

    def __getattr__(self, name):
        return getattr(self._alerts, name)


def test_a_message_that_finds_its_alert_just_answered_opens_another(desk):
    desk.receives("1")
    desk.later(minutes=30)
    desk.sweep()
    second = desk.receives("2")
    desk.later(minutes=30)
    desk.alerts = AnsweredMeanwhile(desk.alerts)
    report = desk.sweep()
    assert desk.alerts.members(report.opened[0]) == [second]
    assert desk.alerts.alerts[0].state is AlertState.ACKNOWLEDGED


class NeverSettled:
    """An alert book in which somebody else is always first."""

    def __init__(self, alerts):
        self._alerts = alerts

    def open(self, alert, members):
        return not (alert and members)

    def __getattr__(self, name):
        return getattr(self._alerts, name)


def test_an_alert_that_never_stands_still_leaves_its_messages_due(desk):
    key = desk.receives()
    desk.later(minutes=30)
    desk.alerts = NeverSettled(desk.alerts)
    assert [type(error) for error in desk.sweep().errors] == [TryLater]
    assert [waiting.key for waiting in desk.messages.due(desk.clock.now(), 10)] == [key]
