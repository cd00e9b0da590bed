"""What cannot be read, listed or finished in time keeps nobody from being told."""

from datetime import timedelta

from watchdesk.alerting.usecases.escalate_alert import EscalationOutcome
from watchdesk.core.errors import TryLater

HALF_AN_HOUR = 30


class TroubledAlert:
    """An alert store in which one alert cannot be read."""

    def __init__(self, alerts, account):
        self._alerts, self._account = alerts, account

    def members(self, alert):
        if self._alerts.alert(alert).account == self._account:
            raise TryLater("busy")
        return self._alerts.members(alert)

    def __getattr__(self, name):
        return getattr(self._alerts, name)


def test_one_alerts_trouble_does_not_stop_the_others(desk):
    desk.receives("1", account="a-first-account")
    desk.receives("2")
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.alerts = TroubledAlert(desk.alerts, "a-first-account")
    outcomes = {each.outcome: each.errors for each in desk.escalate()}
    assert set(outcomes) == {EscalationOutcome.FAILED, EscalationOutcome.CLIMBED}
    assert [type(error) for error in outcomes[EscalationOutcome.FAILED]] == [TryLater]
    desk.expects_text("sergeant")


def test_a_run_without_time_leaves_its_alerts_due(desk):
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.stopwatch.remaining = timedelta(seconds=19)
    assert [each.outcome for each in desk.escalate_queued()] == [EscalationOutcome.LEFT]
    assert desk.escalate() == []
    desk.stopwatch.remaining = timedelta(seconds=60)
    desk.escalate()
    desk.expects_text("sergeant")


class Unlisted:
    """A store whose list of what is due cannot be read."""

    def __init__(self, store):
        self._store = store

    def due(self, *_):
        raise TryLater("busy")

    def __getattr__(self, name):
        return getattr(self._store, name)


def test_people_are_told_though_nobody_can_say_which_pagers_are_due(desk):
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.pagers = Unlisted(desk.pagers)
    desk.escalate()
    desk.expects_text("sergeant")
    assert [type(error) for error in desk.report.all_errors] == [TryLater]


def test_people_who_are_to_be_told_are_told_though_nobody_can_say_which_alerts_are_due(desk):
    desk.receives()
    desk.phones.trouble(TryLater("busy"))
    desk.tick(HALF_AN_HOUR)
    alerts, desk.alerts = desk.alerts, Unlisted(desk.alerts)
    desk.later(minutes=1)
    desk.escalate()
    desk.expects_text("sergeant")
    assert [type(error) for error in desk.report.all_errors] == [TryLater]
    desk.alerts = alerts


class Ending:
    """A stopwatch with time to page and none to climb."""

    def left(self):
        return timedelta(seconds=21)


def test_a_run_short_of_time_tells_those_who_are_to_be_told_and_climbs_no_more(desk):
    desk.receives("1")
    desk.phones.trouble(TryLater("busy"))
    desk.tick(HALF_AN_HOUR)
    desk.receives("2", account="another-account", limit=timedelta(0))
    desk.later(minutes=1)
    desk.sweep()
    report = desk.escalate_alerts(Ending(), [alert.id for alert in desk.alerts.alerts])
    assert {each.outcome for each in report.alerts} == {EscalationOutcome.LEFT}
    assert [paged.person for paged in report.people] == ["sergeant"]
    desk.expects_text("sergeant")
