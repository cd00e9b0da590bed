"""The alerts' promises, for the double and for the table alike."""

from dataclasses import replace
from datetime import timedelta

from tests.alerting.contract.alert_builders import FIRST, LATER, SECOND, SERGEANT, SOON, UNKNOWN, a_key, an_alert
from tests.builders import SELBY
from tests.fakes import NOON
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import AlertEvent, EventKind
from watchdesk.alerting.ports.alerts import MAX_MEMBERS
from watchdesk.core.account import AccountId
from watchdesk.register.domain.alert_group import AlertGroup


def test_an_opened_alert_is_kept_whole(alerts):
    assert alerts.open(an_alert(), [a_key("2"), a_key("1")])
    assert alerts.alert(FIRST) == an_alert()
    assert alerts.members(FIRST) == [a_key("1"), a_key("2")]
    assert alerts.history(FIRST) == [AlertEvent(at=NOON, kind=EventKind.OPENED, about=str(a_key("1")), messages=2)]


def test_one_alert_is_open_per_account_and_group(alerts):
    assert alerts.current(SELBY, AlertGroup.URGENT) is None
    assert alerts.open(an_alert(), [a_key()])
    assert not alerts.open(an_alert(SECOND), [a_key()])
    assert alerts.current(SELBY, AlertGroup.URGENT) == FIRST
    assert alerts.alert(SECOND) is None
    assert alerts.members(SECOND) == []


def test_other_accounts_and_groups_have_their_own(alerts):
    alerts.open(an_alert(), [a_key()])
    assert alerts.open(an_alert(SECOND, group=AlertGroup.HISTORY), [a_key()])
    assert alerts.current(SELBY, AlertGroup.HISTORY) == SECOND
    assert alerts.current(AccountId("malton"), AlertGroup.URGENT) is None


def test_as_many_members_as_promised_join_at_once(alerts):
    members = [a_key(f"{number}") for number in range(MAX_MEMBERS)]
    more = [a_key(f"more-{number}") for number in range(MAX_MEMBERS)]
    assert alerts.open(an_alert(), members)
    assert alerts.join(FIRST, more, NOON)
    assert len(alerts.members(FIRST)) == 2 * MAX_MEMBERS


def test_joining_is_counted_noted_and_safe_to_repeat(alerts):
    alerts.open(an_alert(), [a_key("1")])
    for minutes in (1, 2):
        assert alerts.join(FIRST, [a_key("1"), a_key("2")], NOON + timedelta(minutes=minutes))
    assert alerts.members(FIRST) == [a_key("1"), a_key("2")]
    assert alerts.alert(FIRST) == an_alert(joins=3)
    assert [(event.kind, event.messages) for event in alerts.history(FIRST)] == [
        (EventKind.OPENED, 1),
        (EventKind.JOINED, 2),
        (EventKind.JOINED, 2),
    ]


def test_nothing_joins_an_alert_that_is_answered_resolved_or_unknown(alerts, leased):
    assert alerts.save(leased, leased.resolved(NOON))
    assert not alerts.join(FIRST, [a_key("2")], NOON)
    alerts.open(an_alert(SECOND), [a_key()])
    alerts.acknowledge(SECOND, SERGEANT, NOON, LATER)
    assert not alerts.join(SECOND, [a_key("2")], NOON)
    assert not alerts.join(UNKNOWN, [a_key("2")], NOON)
    assert alerts.members(SECOND) == [a_key()]
    assert alerts.members(UNKNOWN) == []


def test_an_alert_is_due_when_its_time_has_come_exactly_and_soonest_first(alerts):
    alerts.open(an_alert(), [a_key()])
    alerts.open(an_alert(SECOND, group=AlertGroup.ROUTINE, attention_at=NOON - timedelta(minutes=1)), [a_key()])
    assert alerts.due(NOON - timedelta(seconds=1), 10) == [SECOND]
    assert alerts.due(NOON, 10) == [SECOND, FIRST]
    assert alerts.due(NOON, 1) == [SECOND]


def test_one_run_leases_an_alert_until_its_lease_is_over(alerts):
    alerts.open(an_alert(), [a_key()])
    assert alerts.lease(FIRST, "mine", NOON, SOON) == an_alert(lease="mine", attention_at=SOON)
    assert alerts.lease(FIRST, "theirs", NOON, SOON) is None
    assert alerts.due(NOON, 10) == []
    assert alerts.lease(FIRST, "theirs", SOON, LATER).lease == "theirs"


def test_what_is_not_due_or_unknown_is_not_leased(alerts):
    alerts.open(an_alert(attention_at=LATER), [a_key()])
    assert alerts.lease(FIRST, "mine", NOON, SOON) is None
    assert alerts.lease(UNKNOWN, "mine", NOON, SOON) is None


def test_moving_on_keeps_the_step_and_gives_the_alert_free(alerts, leased):
    event = AlertEvent(at=NOON, kind=EventKind.PASSED_OVER, about="duty-desk")
    assert alerts.save(leased, replace(leased, step=4, climbs_from=3).released(LATER), event)
    assert alerts.alert(FIRST) == an_alert(step=4, climbs_from=3, attention_at=LATER)
    assert alerts.history(FIRST)[-1] == event
    assert alerts.due(LATER, 10) == [FIRST]


def test_however_many_are_passed_over_at_one_moment_the_alert_moves_on(alerts, leased):
    """Nobody on a long ladder can be texted, and the same person stands on two of its steps."""
    passed = [AlertEvent(at=NOON, kind=EventKind.PASSED_OVER, about=f"{number % 110}") for number in range(120)]
    assert alerts.save(leased, leased.moved_to(120).released(LATER), *passed)
    assert alerts.alert(FIRST).step == 120
    assert {event.about for event in alerts.history(FIRST)} > {f"{number}" for number in range(80)}


def test_a_join_during_the_lease_survives_the_move(alerts, leased):
    alerts.join(FIRST, [a_key("2")], NOON)
    assert alerts.save(leased, leased.released(LATER))
    assert alerts.alert(FIRST).joins == 2


def test_whoever_lost_the_lease_changes_nothing(alerts, leased):
    alerts.lease(FIRST, "theirs", SOON, LATER)
    before = alerts.alert(FIRST)
    event = AlertEvent(at=NOON, kind=EventKind.PASSED_OVER, about="duty-desk")
    assert not alerts.save(leased, leased.moved_to(9).released(LATER), event)
    assert not alerts.save(leased, leased.resolved(NOON))
    assert alerts.alert(FIRST) == before
    assert alerts.notifications(FIRST) == []
    assert [each.kind for each in alerts.history(FIRST)] == [EventKind.OPENED]


def test_a_resolved_alert_is_due_no_more_and_leaves_its_slot(alerts, leased):
    assert alerts.save(leased, leased.resolved(SOON))
    assert alerts.alert(FIRST) == an_alert(
        state=AlertState.RESOLVED, resolved_at=SOON, attention_at=None, holds_slot=False
    )
    assert alerts.due(LATER, 10) == []
    assert alerts.lease(FIRST, "mine", LATER, LATER) is None
    assert alerts.current(SELBY, AlertGroup.URGENT) is None
    assert alerts.open(an_alert(SECOND), [a_key()])


def test_an_alert_that_was_joined_since_it_was_leased_is_not_resolved(alerts, leased):
    alerts.join(FIRST, [a_key("2")], NOON)
    assert not alerts.save(leased, leased.resolved(NOON))
    assert alerts.alert(FIRST).state is AlertState.OPEN


def test_an_alert_may_end_with_more_to_say_than_that_it_is_resolved(alerts, leased):
    unanswered = AlertEvent(at=SOON, kind=EventKind.UNANSWERED)
    resolved = AlertEvent(at=SOON, kind=EventKind.RESOLVED)
    assert alerts.save(leased, leased.resolved(SOON), unanswered, resolved)
    said = {event.kind for event in alerts.history(FIRST)}
    assert said == {EventKind.OPENED, EventKind.UNANSWERED, EventKind.RESOLVED}


def test_a_test_is_opened_without_messages(alerts):
    assert alerts.open(an_alert(group=AlertGroup.DAILY_TEST), [])
    assert alerts.members(FIRST) == []
    assert alerts.history(FIRST) == [AlertEvent(at=NOON, kind=EventKind.OPENED)]


def test_what_is_unknown_has_nothing_in_its_file(alerts):
    assert alerts.alert(UNKNOWN) is None
    assert alerts.members(UNKNOWN) == []
    assert alerts.notifications(UNKNOWN) == []
    assert alerts.history(UNKNOWN) == []
