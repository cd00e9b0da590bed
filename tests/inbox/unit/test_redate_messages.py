"""A changed policy dates what is open anew by the next sweep; what is overdue already stays so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SELBY, a_message, a_policy, an_account, an_inbound
from watchdesk.core.account import PolicyId
from watchdesk.core.message import MessageState, Urgency
from watchdesk.register.domain.alert_group import AlertGroup
from watchdesk.register.domain.policy import TimeLimit

H, M = timedelta(hours=1), timedelta(minutes=1)


def policy(urgent=30 * M, routine=8 * H, **fields):
    limits = (
        TimeLimit(urgency=Urgency.URGENT, first_look=urgent),
        TimeLimit(urgency=Urgency.ROUTINE, first_look=routine),
    )
    return a_policy(**{"limits": limits} | fields)


@pytest.fixture
def desk(desk):
    """Its register's limits are those its messages came under."""
    desk.register.put(policy())
    desk.sweep()
    desk.later(minutes=4)
    desk.sweep()
    assert desk.redating_log.last().is_done
    return desk


def attention_of(desk, key):
    return desk.messages.read([key])[0].attention_at


def test_a_shorter_limit_makes_overdue_at_the_next_sweep_what_has_waited_that_long(desk):
    key = desk.receives()
    desk.later(minutes=10)
    desk.register.put(policy(urgent=10 * M))
    report = desk.sweep()
    assert (report.redated, report.handed_over) == (1, 1)
    assert desk.alerts.members(desk.alert.id) == [key]


def test_a_longer_limit_keeps_from_being_alerted_what_would_have_been_due(desk):
    key = desk.receives()
    desk.later(minutes=30)
    desk.register.put(policy(urgent=2 * H))
    report = desk.sweep()
    assert (report.redated, report.opened) == (1, [])
    assert attention_of(desk, key) == desk.clock.now() + 90 * M
    desk.later(minutes=90)
    assert desk.sweep().handed_over == 1


def test_what_an_alert_looks_after_stays_overdue_and_is_not_counted_again(desk):
    key = desk.receives()
    desk.later(minutes=30)
    desk.sweep()
    before = desk.messages.message(key)
    desk.register.put(policy(urgent=2 * H))
    report = desk.sweep()
    assert (report.redated, report.handed_over) == (0, 0)
    assert desk.messages.message(key) == before
    assert attention_of(desk, key) is None


def test_a_warning_added_to_a_policy_is_given_for_what_waits_already(desk):
    key = desk.receives()
    desk.register.put(policy(warn=10 * M))
    assert desk.sweep().redated == 1
    assert attention_of(desk, key) == desk.clock.now() + 20 * M
    desk.later(minutes=20)
    assert desk.sweep().warned == 1


def test_another_policy_for_an_account_dates_its_messages_and_no_others(desk):
    desk.register.put(an_account("malton-mastodon", name="Malton Mastodon"))
    desk.sweep()
    desk.later(minutes=4)
    desk.sweep()
    ours, theirs = desk.receives(), desk.receives("2", account="malton-mastodon")
    was = attention_of(desk, theirs)
    desk.register.put(replace(policy(urgent=5 * M), id=PolicyId("strict")))
    desk.register.put(an_account(policy=PolicyId("strict")))
    assert desk.sweep().redated == 1
    assert attention_of(desk, ours) == desk.clock.now() + 5 * M
    assert attention_of(desk, theirs) == was


def test_a_claim_runs_by_the_changed_limit_too(desk):
    key = desk.receives(urgency=Urgency.ROUTINE, limit=8 * H)
    now = desk.clock.now()
    desk.messages.change(key, state=MessageState.CLAIMED, claimed_by="jane", claimed_at=now)
    desk.register.put(policy(limits=(TimeLimit(urgency=Urgency.ROUTINE, first_look=H, disposition=15 * H),)))
    desk.sweep()
    assert attention_of(desk, key) == now + 15 * H


def test_an_opened_message_is_dated_by_its_claim_limit(desk):
    key = desk.receives(urgency=Urgency.ROUTINE, limit=8 * H)
    desk.messages.change(key, state=MessageState.OPENED)
    desk.register.put(policy(limits=(TimeLimit(urgency=Urgency.ROUTINE, first_look=H, claim=12 * H),)))
    desk.sweep()
    assert attention_of(desk, key) == desk.clock.now() + 12 * H


def test_a_change_of_steps_or_triage_walks_nothing(desk):
    desk.receives()
    before = desk.redating_log.last()
    desk.register.put(policy(steps=(), triage=()))
    desk.sweep()
    assert desk.redating_log.last() == before


def test_a_message_of_an_account_that_is_declared_no_more_keeps_its_dates(desk):
    gone = a_message(an_inbound("1"), account="whitby-bluesky")
    desk.messages.add([gone])
    desk.register.put(policy(routine=H))
    assert desk.sweep().redated == 0
    assert attention_of(desk, gone.key) == gone.deadline


def test_history_keeps_its_group_when_it_is_dated_anew(desk):
    desk.receives_history("old")
    desk.register.put(policy(routine=20 * M, warn=5 * M))
    desk.sweep()
    desk.later(minutes=20)
    desk.sweep()
    assert [alert.group for alert in desk.alerts.alerts] == [AlertGroup.HISTORY]
    assert desk.alert.account == SELBY
