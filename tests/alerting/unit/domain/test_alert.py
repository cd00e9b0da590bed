"""Which messages an alert must not be resolved without, and what it says of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SELBY
from tests.fakes import NOON
from watchdesk.alerting.domain.alert import Alert, AlertId, Code
from watchdesk.alerting.domain.waiting_summary import WaitingSummary
from watchdesk.core.account import Surface
from watchdesk.core.message import MessageKey, MessageState, Urgency, WaitingMessage
from watchdesk.register.domain.alert_group import ACKNOWLEDGEMENT_PERIODS, AlertGroup

OURS, THEIRS = AlertId("A000000001"), AlertId("A000000002")
ALERT = Alert(id=OURS, account=SELBY, group=AlertGroup.URGENT, code=Code("K7MX"), opened_at=NOON)


def a_waiting(**fields):
    given = {
        "key": MessageKey(SELBY, Surface.MENTION, "1001"),
        "state": MessageState.UNREAD,
        "urgency": Urgency.URGENT,
        "deadline": NOON,
        "since": NOON - timedelta(minutes=30),
        "is_history": False,
        "attention_at": None,
        "alert": OURS,
    }
    return WaitingMessage(**given | fields)


@pytest.mark.parametrize("state", MessageState)
def test_an_alert_looks_after_what_nobody_has_taken_in_hand(state):
    looks_after = ALERT.looks_after(a_waiting(state=state), NOON)
    assert looks_after is (state in (MessageState.UNREAD, MessageState.OPENED))


@pytest.mark.parametrize(
    ("alert", "attention_at", "looks_after"),
    [
        (OURS, None, True),
        (None, None, True),
        (THEIRS, None, False),
        (None, NOON, True),
        (THEIRS, NOON, True),
        (OURS, NOON + timedelta(seconds=1), False),
    ],
)
def test_a_message_is_left_to_the_due_list_or_another_alert_only_if_it_is_there(alert, attention_at, looks_after):
    assert ALERT.looks_after(a_waiting(alert=alert, attention_at=attention_at), NOON) is looks_after


@pytest.mark.parametrize(
    ("state", "minutes", "looks_after"),
    [
        (MessageState.UNREAD, 1, True),
        (MessageState.OPENED, 1, True),
        (MessageState.CLAIMED, 1, False),
        (MessageState.DISPOSED, 1, False),
        (MessageState.UNREAD, 0, False),
    ],
)
def test_a_warning_looks_after_what_waits_and_is_not_overdue_yet(state, minutes, looks_after):
    deadline = NOON + timedelta(minutes=minutes)
    message = a_waiting(state=state, deadline=deadline, attention_at=deadline, alert=None)
    assert replace(ALERT, group=AlertGroup.WARNING).looks_after(message, NOON) is looks_after


def test_a_warning_leaves_to_another_alert_what_was_handed_to_it_before_its_deadline():
    message = a_waiting(deadline=NOON + timedelta(hours=1), attention_at=None, alert=THEIRS)
    assert not replace(ALERT, group=AlertGroup.WARNING).looks_after(message, NOON)


@pytest.mark.parametrize("urgency", Urgency)
def test_a_message_belongs_to_its_urgency_unless_it_is_history(urgency):
    assert AlertGroup.of(a_waiting(urgency=urgency)).value == urgency.value
    assert AlertGroup.of(a_waiting(urgency=urgency, is_history=True)) is AlertGroup.HISTORY


def test_a_situation_counts_the_most_urgent_first():
    urgencies = (Urgency.ROUTINE, Urgency.URGENT, Urgency.ROUTINE)
    summary = WaitingSummary.of([a_waiting(urgency=urgency) for urgency in urgencies])
    assert list(summary.counts.items()) == [(Urgency.URGENT, 1), (Urgency.ROUTINE, 2)]


def test_the_oldest_is_the_one_that_has_waited_longest():
    later = a_waiting(since=NOON)
    assert WaitingSummary.of([later, a_waiting()]).oldest == NOON - timedelta(minutes=30)
    assert WaitingSummary.of([]).oldest is None


def test_every_group_has_a_time_for_which_an_acknowledgement_holds():
    assert sorted(ACKNOWLEDGEMENT_PERIODS) == sorted(AlertGroup)
    assert list(ACKNOWLEDGEMENT_PERIODS.values()) == sorted(ACKNOWLEDGEMENT_PERIODS.values())
