"""When somebody is warned of a deadline, and when nobody is."""

from dataclasses import replace
from datetime import timedelta

from tests.fakes import NOON
from tests.inbox.unit.test_deadlines import OPENED, ROUTINE, H, a_waiting, due, rules
from watchdesk.core.account import Surface
from watchdesk.core.message import Urgency
from watchdesk.inbox.domain.deadlines import MessageDates
from watchdesk.register.domain.policy import TimeLimit


def test_whoever_is_first_is_warned_before_the_deadline():
    new = due(rules(ROUTINE, warn=H))
    assert (new.deadline, new.warn_at) == (NOON + 8 * H, NOON + 7 * H)
    assert rules(ROUTINE, warn=H).dates_of(a_waiting(), NOON).attention_at == NOON + 7 * H


def test_without_a_warning_it_is_looked_at_at_its_deadline():
    assert due(rules(ROUTINE)).warn_at is None
    assert rules(ROUTINE).dates_of(a_waiting(), NOON).attention_at == NOON + 8 * H


def test_nobody_is_warned_of_what_was_due_sooner_than_the_warning_from_the_start():
    assert due(rules(ROUTINE, warn=8 * H)).warn_at is None
    assert rules(ROUTINE, warn=8 * H).dates_of(a_waiting(), NOON).attention_at == NOON + 8 * H


def test_history_is_not_warned_of():
    connected = rules(ROUTINE, warn=H).initial_dates(
        Urgency.ROUTINE, Surface.MENTION, sent_at=NOON - H, first_seen_at=NOON, connected_at=NOON
    )
    assert connected.warn_at is None
    assert rules(ROUTINE, warn=H).dates_of(a_waiting(is_history=True), NOON).attention_at == NOON + 8 * H


def test_a_limit_with_a_warning_of_its_own_goes_before_the_policys():
    urgent = TimeLimit(urgency=Urgency.URGENT, first_look=H)
    both = rules(urgent, replace(ROUTINE, warn=2 * H), warn=timedelta(minutes=10))
    assert due(both).warn_at == NOON + 6 * H
    assert due(both, urgency=Urgency.URGENT).warn_at == NOON + timedelta(minutes=50)


def test_a_warning_that_was_given_is_not_given_again_for_the_same_deadline():
    warned = a_waiting(warned_at=NOON + 7 * H)
    assert rules(ROUTINE, warn=H).dates_of(warned, NOON + 7 * H).attention_at == NOON + 8 * H


def test_a_new_deadline_is_warned_of_anew_if_its_warning_still_lies_ahead():
    opened = a_waiting(OPENED, warned_at=NOON + 7 * H)
    assert rules(ROUTINE, warn=H).dates_of(opened, NOON + 8 * H) == MessageDates(
        deadline=NOON + 24 * H, attention_at=NOON + 23 * H
    )
