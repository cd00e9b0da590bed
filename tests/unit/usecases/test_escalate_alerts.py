"""Every due alert is seen to, once, and nobody is texted for what is dealt with."""

from datetime import timedelta

from watchdesk.domain.alert import AlertState, EventKind
from watchdesk.domain.errors import TryLater
from watchdesk.domain.message import MessageState
from watchdesk.usecases.escalate_alerts import Outcome

HALF_AN_HOUR = 30
WAIT = 15


def kinds(desk):
    return [event.kind for event in desk.alerts.history(desk.alert.id)]


def test_no_text_goes_out_for_a_message_that_was_dealt_with_meanwhile(desk):
    key = desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.messages.change(key, state=MessageState.DISPOSED)
    assert [each.outcome for each in desk.escalate()] == [Outcome.RESOLVED]
    assert desk.alert.state is AlertState.RESOLVED


def test_a_climb_ends_when_its_last_message_is_dealt_with(desk):
    key = desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.messages.change(key, state=MessageState.CLAIMED)
    desk.tick(60)
    assert desk.alert.state is AlertState.RESOLVED
    assert kinds(desk)[-1] is EventKind.RESOLVED


def test_a_message_overdue_after_its_alert_was_resolved_opens_another(desk):
    key = desk.receives("1")
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.messages.change(key, state=MessageState.CLAIMED)
    desk.tick(WAIT)
    desk.receives("2")
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    assert [alert.state for alert in desk.alerts.alerts] == [AlertState.RESOLVED, AlertState.OPEN]


def test_a_message_given_more_time_is_left_out_until_it_is_due_again(desk):
    key = desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.messages.kept[key].attention_at = desk.clock.now() + timedelta(minutes=20)
    assert [each.outcome for each in desk.escalate()] == [Outcome.RESOLVED]
    desk.tick(20)
    desk.expects_text("sergeant")


def test_two_runs_at_once_send_one_text(desk):
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    assert [each.outcome for each in desk.escalate()] == [Outcome.CLIMBED]
    assert [each.outcome for each in desk.escalate_queued()] == [Outcome.NOT_DUE]
    desk.expects_text("sergeant")


def test_an_acknowledged_alert_whose_messages_are_dealt_with_resolves_itself(desk):
    key = desk.receives()
    desk.tick(HALF_AN_HOUR)
    desk.acknowledges(desk.expects_text("sergeant"))
    desk.messages.change(key, state=MessageState.DISPOSED)
    desk.tick(30)
    assert desk.alert.state is AlertState.RESOLVED


def test_an_alert_nobody_is_looking_after_is_found_by_the_next_tick(desk):
    """A run died after it had leased the alert: the lease runs out, and the text goes out once."""
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    now = desk.clock.now()
    desk.alerts.lease(desk.alert.id, "a run that died", now, now + timedelta(seconds=90))
    desk.tick()
    desk.expects_silence()
    desk.tick()
    desk.expects_text("sergeant")


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
    assert set(outcomes) == {Outcome.FAILED, Outcome.CLIMBED}
    assert [type(error) for error in outcomes[Outcome.FAILED]] == [TryLater]
    desk.expects_text("sergeant")


def test_a_run_without_time_leaves_its_alerts_due(desk):
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.stopwatch.remaining = timedelta(seconds=19)
    assert [each.outcome for each in desk.escalate_queued()] == [Outcome.LEFT]
    assert desk.escalate() == []
    desk.stopwatch.remaining = timedelta(seconds=60)
    desk.escalate()
    desk.expects_text("sergeant")


class JoinedMeanwhile:
    """An alert that another message joins just before it is resolved."""

    def __init__(self, alerts, join):
        self._alerts, self._join = alerts, join

    def resolve(self, alert, now, events=()):
        self._join()
        return self._alerts.resolve(alert, now, events)

    def __getattr__(self, name):
        return getattr(self._alerts, name)


def test_a_message_that_joins_just_before_an_alert_resolves_is_not_lost(desk):
    key = desk.receives("1")
    second = desk.receives("2", limit=timedelta(minutes=31))
    desk.tick(HALF_AN_HOUR)
    desk.expects_text("sergeant")
    desk.messages.change(key, state=MessageState.CLAIMED)
    desk.later(minutes=WAIT)
    alerts = desk.alerts
    desk.alerts = JoinedMeanwhile(alerts, lambda: alerts.join(alerts.alerts[0].id, [second], desk.clock.now()))
    assert [each.outcome for each in desk.escalate()] == [Outcome.GAVE_WAY]
    desk.alerts = alerts
    desk.tick()
    desk.expects_text("inspector")


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
    assert [type(error) for error in desk.report.errors_of_all] == [TryLater]


def test_people_who_are_to_be_told_are_told_though_nobody_can_say_which_alerts_are_due(desk):
    desk.receives()
    desk.phones.trouble(TryLater("busy"))
    desk.tick(HALF_AN_HOUR)
    alerts, desk.alerts = desk.alerts, Unlisted(desk.alerts)
    desk.later(minutes=1)
    desk.escalate()
    desk.expects_text("sergeant")
    assert [type(error) for error in desk.report.errors_of_all] == [TryLater]
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
    assert {each.outcome for each in report.attended} == {Outcome.LEFT}
    assert [paged.person for paged in report.paged] == ["sergeant"]
    desk.expects_text("sergeant")
