"""A run that dies, runs out of time or is overtaken costs at most one text, and leaves nobody untold."""

from datetime import timedelta

import pytest

from tests.alerting.unit.usecases.test_text_person import text_states
from tests.builders import DUTY, a_rota
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.notification import TextState
from watchdesk.register.domain.rota import Rota

HALF_AN_HOUR = 30
WAIT = 15


def test_a_run_that_died_with_a_text_in_its_hand_costs_at_most_one_text(desk):
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.phones.trouble(KeyboardInterrupt(), arrives=True)
    with pytest.raises(KeyboardInterrupt):
        desk.escalate()
    desk.expects_text("sergeant")
    desk.tick(WAIT)
    desk.expects_text("sergeant")


class ShortRun:
    """A stopwatch on which the time runs out once this many texts have left."""

    def __init__(self, phones, texts):
        self._phones, self._texts = phones, texts

    def left(self):
        return timedelta(seconds=60 if self._phones.attempts < self._texts else 0)


def test_a_run_that_ends_between_two_people_is_finished_by_the_next_tick(desk):
    desk.register.put(a_rota(DUTY, "sergeant", "inspector"))
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.escalate_alerts(ShortRun(desk.phones, 1))
    desk.expects_text("sergeant")
    desk.expects_silence()
    desk.tick()
    desk.expects_text("inspector")


class AnsweredMeanwhile:
    """A pager store in which an alert is acknowledged just before a text about it would be noted."""

    def __init__(self, pagers, alerts):
        self._pagers, self._alerts = pagers, alerts

    def begin(self, pager, text):
        now = text.at
        self._alerts.acknowledge(text.entries[0].alert, "inspector", now, now + timedelta(hours=1))
        return self._pagers.begin(pager, text)

    def __getattr__(self, name):
        return getattr(self._pagers, name)


def test_no_text_leaves_unless_it_was_noted_first_and_none_about_what_was_answered_meanwhile(desk):
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    desk.pagers = AnsweredMeanwhile(desk.pagers, desk.alerts)
    desk.escalate()
    assert desk.phones.attempts == 0
    assert text_states(desk) == [("sergeant", 0, TextState.DROPPED)]
    assert desk.kinds()[-2:] == [EventKind.ACKNOWLEDGED, EventKind.DROPPED]


class DiesBeforeMovingOn:
    """An alert store at which a run dies when it has said who is to be told."""

    def __init__(self, alerts):
        self._alerts = alerts

    def save(self, *_):
        raise KeyboardInterrupt

    def __getattr__(self, name):
        return getattr(self._alerts, name)


def test_a_run_that_died_above_an_empty_step_does_not_lead_back_to_it(desk):
    desk.register.put(Rota(id=DUTY, people=()))
    desk.receives()
    desk.later(minutes=HALF_AN_HOUR)
    desk.sweep()
    alerts, desk.alerts = desk.alerts, DiesBeforeMovingOn(desk.alerts)
    with pytest.raises(KeyboardInterrupt):
        desk.escalate()
    desk.alerts = alerts
    desk.register.put(a_rota(DUTY, "sergeant"))
    desk.tick()
    desk.expects_text("inspector")
    desk.tick(WAIT - 1)
    desk.expects_silence()
    desk.tick()
    desk.expects_text("control-room")
