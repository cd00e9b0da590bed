"""What waits past its limit joins an alert, and nothing else does."""

from datetime import timedelta

import pytest

from tests.builders import an_account
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.ports.alerts import MAX_MEMBERS
from watchdesk.core.account import AccountState
from watchdesk.core.message import MessageState, Urgency
from watchdesk.register.domain.alert_group import AlertGroup


@pytest.mark.parametrize(("minutes", "alerts"), [(29, 0), (30, 1), (31, 1)])
def test_a_message_is_overdue_when_its_limit_is_met_exactly(desk, minutes, alerts):
    desk.receives(limit=timedelta(minutes=30))
    desk.later(minutes=minutes)
    assert len(desk.sweep().opened) == alerts


def test_an_overdue_message_is_a_member_of_the_alert_that_looks_after_it(desk):
    key = desk.receives()
    desk.later(minutes=30)
    desk.sweep()
    assert desk.alerts.members(desk.alert.id) == [key]
    assert desk.messages.message(key).alert == desk.alert.id
    assert desk.messages.message(key).overdue_at == desk.clock.now()
    assert desk.messages.due(desk.clock.now(), 10) == []


def test_messages_of_one_account_and_urgency_share_an_alert(desk):
    keys = [desk.receives("1"), desk.receives("2")]
    desk.later(minutes=30)
    desk.sweep()
    assert desk.alerts.members(desk.alert.id) == keys


def test_accounts_and_urgencies_have_alerts_of_their_own(desk):
    desk.receives("1")
    desk.receives("2", urgency=Urgency.PRIORITY)
    desk.receives("3", account="malton-mastodon")
    desk.later(minutes=30)
    desk.sweep()
    assert [(alert.account, alert.group) for alert in desk.alerts.alerts] == [
        ("malton-mastodon", AlertGroup.URGENT),
        ("selby-mastodon", AlertGroup.URGENT),
        ("selby-mastodon", AlertGroup.PRIORITY),
    ]


def test_history_raises_one_summary_alert_whatever_its_urgencies(desk):
    for number in range(5):
        desk.receives_history(f"old-{number}")
    desk.later(minutes=30)
    desk.sweep()
    assert desk.alert.group is AlertGroup.HISTORY
    assert len(desk.alerts.members(desk.alert.id)) == 5


def test_a_message_overdue_later_joins_the_open_alert_without_hurrying_it(desk):
    desk.receives("1")
    desk.later(minutes=30)
    desk.sweep()
    looks_at = desk.alert.attention_at
    second = desk.receives("2")
    desk.later(minutes=30)
    assert desk.sweep().joined == [desk.alert.id]
    assert second in desk.alerts.members(desk.alert.id)
    assert desk.alert.attention_at == looks_at
    assert [event.kind for event in desk.alerts.history(desk.alert.id)] == [EventKind.OPENED, EventKind.JOINED]


def test_the_new_alert_is_queued_so_that_the_text_does_not_wait_for_the_next_tick(desk):
    desk.receives()
    desk.later(minutes=30)
    desk.sweep()
    desk.escalate_queued()
    desk.expects_text("sergeant")


def test_a_message_dealt_with_before_the_sweep_raises_no_alert(desk):
    key = desk.receives()
    desk.messages.change(key, state=MessageState.DISPOSED)
    desk.later(minutes=30)
    report = desk.sweep()
    assert (report.opened, report.dismissed) == ([], 1)
    assert desk.messages.due(desk.clock.now(), 10) == []


def test_opening_a_message_does_not_stop_its_clock(desk):
    key = desk.receives()
    desk.messages.change(key, state=MessageState.OPENED)
    desk.later(minutes=30)
    assert len(desk.sweep().opened) == 1


def test_the_waiting_messages_of_a_retired_account_still_raise_an_alert(desk):
    desk.receives()
    desk.register.put(an_account(state=AccountState.RETIRED))
    desk.tick(30)
    desk.expects_text("sergeant")


def test_a_sweep_that_finds_nothing_changes_nothing(desk):
    report = desk.sweep()
    assert report.is_complete
    assert desk.alerts.alerts == []


def test_more_than_one_batch_is_swept_in_one_run(desk):
    for number in range(450):
        desk.receives(f"{number}")
    desk.later(minutes=30)
    report = desk.sweep()
    assert (report.handed_over, report.is_complete) == (450, True)
    assert len(desk.alerts.members(desk.alert.id)) == 450
    assert MAX_MEMBERS < 100
