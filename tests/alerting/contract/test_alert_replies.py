"""What replies do to alerts, and how often they are answered, for the double and for the table alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from infra.memory.alerting.answer_ledger import MemoryAnswerLedger
from tests.builders import SELBY
from tests.dynamo_stores import alerts_in
from tests.fakes import NOON
from tests.fakes.alerts import FakeAlertStore
from watchdesk.alerting.domain.alert import Alert, AlertId, AlertState, Code
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.dynamodb.reply_ledger import DynamoAnswerLedger
from watchdesk.alerting.sms.reply_parser import AnswerAllowance, InboundId
from watchdesk.core.account import Surface
from watchdesk.core.message import MessageKey
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.person import PersonId

ALERT, UNKNOWN = AlertId("A000000001"), AlertId("A000000009")
SERGEANT, INSPECTOR = PersonId("sergeant"), PersonId("inspector")
FIRST, SECOND = InboundId("first"), InboundId("second")
OPENED_AT = NOON - timedelta(minutes=30)
SOON, LATER = NOON + timedelta(seconds=90), NOON + timedelta(hours=24)
OPEN = Alert(
    id=ALERT,
    account=SELBY,
    group=AlertGroup.URGENT,
    code=Code("K7MX"),
    opened_at=OPENED_AT,
    attention_at=LATER,
    step=2,
)


@pytest.fixture
def alerts(subject, request):
    """AlertAnswers and what it takes to see what they do, with one open alert on its third step."""
    table = None if subject == "fake" else request.getfixturevalue("table")("AlertsTable")
    store = FakeAlertStore() if table is None else alerts_in(table)
    store.open(OPEN, [MessageKey(SELBY, Surface.MENTION, "1001")])
    return store


@pytest.fixture
def ledger(subject, request):
    if subject == "fake":
        return MemoryAnswerLedger()
    return DynamoAnswerLedger(request.getfixturevalue("table")("AlertsTable"))


def kinds(alerts):
    return [event.kind for event in alerts.history(ALERT)][1:]


def test_escalating_moves_an_open_alert_to_its_next_step_at_once(alerts):
    assert alerts.escalate(ALERT, SERGEANT, NOON, FIRST) == replace(OPEN, step=3, attention_at=NOON)
    assert alerts.due(NOON, 10) == [ALERT]
    assert alerts.history(ALERT)[1:] == [AlertEvent(at=NOON, kind=EventKind.ESCALATED, about=SERGEANT)]


def test_a_reply_that_comes_again_escalates_no_further(alerts):
    for _ in range(2):
        assert alerts.escalate(ALERT, SERGEANT, NOON, FIRST).step == 3
    assert alerts.escalate(ALERT, SERGEANT, SOON, SECOND).step == 4
    assert kinds(alerts) == [EventKind.ESCALATED, EventKind.ESCALATED]


def test_escalating_takes_the_lease_from_whoever_looks_at_the_old_step(alerts):
    leased = alerts.lease(ALERT, "mine", LATER, LATER + timedelta(seconds=90))
    alerts.escalate(ALERT, SERGEANT, LATER, FIRST)
    assert not alerts.save(leased, leased.released(LATER))
    assert alerts.alert(ALERT).lease is None


def test_what_is_answered_or_unknown_is_not_escalated(alerts):
    taken = alerts.acknowledge(ALERT, INSPECTOR, NOON, LATER)
    assert alerts.escalate(ALERT, SERGEANT, NOON, FIRST) == taken
    assert alerts.escalate(UNKNOWN, SERGEANT, NOON, FIRST) is None
    assert kinds(alerts) == [EventKind.ACKNOWLEDGED]


def test_closing_takes_an_open_alert_and_leaves_its_slot(alerts):
    closed = alerts.close(ALERT, SERGEANT, SOON, LATER, FIRST)
    assert closed == alerts.alert(ALERT)
    assert (closed.state, closed.acknowledged_by, closed.acknowledged_at, closed.attention_at) == (
        AlertState.ACKNOWLEDGED,
        SERGEANT,
        SOON,
        LATER,
    )
    assert alerts.current(SELBY, AlertGroup.URGENT) is None
    assert kinds(alerts) == [EventKind.CLOSED]


def test_closing_ones_own_alert_holds_it_longer_and_only_once_per_reply(alerts):
    taken = alerts.acknowledge(ALERT, SERGEANT, NOON, SOON)
    for until in (LATER, LATER + timedelta(hours=1)):
        assert alerts.close(ALERT, SERGEANT, SOON, until, FIRST) == replace(taken, attention_at=LATER)
    assert kinds(alerts) == [EventKind.ACKNOWLEDGED, EventKind.CLOSED]


def test_nobody_closes_what_another_has_or_what_is_resolved_or_unknown(alerts):
    taken = alerts.acknowledge(ALERT, INSPECTOR, NOON, SOON)
    assert alerts.close(ALERT, SERGEANT, NOON, LATER, FIRST) == taken
    leased = alerts.lease(ALERT, "mine", SOON, LATER)
    alerts.save(leased, leased.resolved(SOON))
    assert alerts.close(ALERT, INSPECTOR, NOON, LATER, SECOND).state is AlertState.RESOLVED
    assert alerts.close(UNKNOWN, SERGEANT, NOON, LATER, FIRST) is None
    assert EventKind.CLOSED not in kinds(alerts)


def test_a_note_is_made_once_per_reply(alerts):
    late = AlertEvent(at=NOON, kind=EventKind.ANSWERED_LATE, about=SERGEANT)
    for reply, at in ((FIRST, NOON), (FIRST, SOON), (SECOND, SOON)):
        alerts.note(ALERT, replace(late, at=at), reply)
    assert alerts.history(ALERT)[1:] == [late, replace(late, at=SOON)]


def test_a_text_is_answered_once(ledger):
    assert not ledger.is_answered(FIRST)
    assert ledger.answer(FIRST, NOON, [])
    assert ledger.is_answered(FIRST)
    assert not ledger.answer(FIRST, NOON, [])
    assert not ledger.is_answered(SECOND)


def test_answers_end_when_any_of_their_allowances_does(ledger):
    few, many = AnswerAllowance("few", 2), AnswerAllowance("many", 20)
    assert [ledger.answer(InboundId(f"{n}"), NOON, [few, many]) for n in range(4)] == [True, True, False, False]
    assert not ledger.is_answered(InboundId("3"))
    assert ledger.answer(InboundId("4"), NOON, [many])


def test_an_answer_that_is_not_given_costs_no_allowance(ledger):
    spent, kept = AnswerAllowance("spent", 1), AnswerAllowance("kept", 1)
    assert ledger.answer(InboundId("before"), NOON, [spent])
    assert not ledger.answer(FIRST, NOON, [kept, spent])
    assert ledger.answer(SECOND, NOON, [kept])


def test_one_of_several_who_must_answer_is_kept_once_and_it_stays_open(alerts):
    for minutes in (0, 1):
        part = alerts.answer_in_part(ALERT, SERGEANT, NOON + timedelta(minutes=minutes))
        assert part == replace(OPEN, answered_by=(SERGEANT,))
    assert alerts.answer_in_part(ALERT, INSPECTOR, SOON).answered_by == (SERGEANT, INSPECTOR)
    assert [(event.kind, event.about) for event in alerts.history(ALERT)[1:]] == [
        (EventKind.ANSWERED_IN_PART, SERGEANT),
        (EventKind.ANSWERED_IN_PART, INSPECTOR),
    ]


def test_what_is_taken_or_unknown_is_answered_in_part_by_nobody(alerts):
    taken = alerts.acknowledge(ALERT, INSPECTOR, NOON, SOON)
    assert alerts.answer_in_part(ALERT, SERGEANT, NOON) == taken
    assert alerts.answer_in_part(UNKNOWN, SERGEANT, NOON) is None


def test_in_a_new_climb_everybody_must_answer_anew(alerts):
    alerts.answer_in_part(ALERT, SERGEANT, NOON)
    alerts.acknowledge(ALERT, INSPECTOR, NOON, SOON)
    held = alerts.lease(ALERT, "mine", SOON, LATER)
    assert alerts.save(held, held.reopened(held.step))
    assert alerts.alert(ALERT).answered_by == ()
