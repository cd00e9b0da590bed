"""What an audit can put right it puts right at once, in rounds that take up where they stopped."""

from datetime import timedelta

import pytest

from tests.worlds.oversight_faults import (
    an_acknowledged_alert_without_attention,
    an_alert_that_nobody_escalates,
    lost_from_the_index,
    names_of,
    never_put_on_the_list,
    on_no_list_and_with_no_alert,
)
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.core.errors import Defect, TryLater


@pytest.mark.parametrize(
    "fault", [lost_from_the_index, never_put_on_the_list, on_no_list_and_with_no_alert], ids=names_of
)
def test_a_lost_message_is_back_on_the_due_list_at_once(audit_world, fault):
    fault(audit_world)
    audit_world.audit()
    (key,) = audit_world.store.stored
    assert [message.key for message in audit_world.messages.due(audit_world.clock.now(), 10)] == [key]


def test_a_forgotten_alert_is_looked_at_again_and_its_history_says_so(audit_world):
    an_acknowledged_alert_without_attention(audit_world)
    audit_world.audit()
    (alert,) = audit_world.alerts.alerts
    assert audit_world.alerts.due(audit_world.clock.now(), 10) == [alert.id]
    assert EventKind.RESTORED in [event.kind for event in audit_world.alerts.history(alert.id)]


def test_an_alert_that_is_late_is_queued_for_escalation_again(audit_world):
    an_alert_that_nobody_escalates(audit_world)
    audit_world.escalations.take()
    audit_world.audit()
    assert audit_world.escalations.take() == [audit_world.alerts.alerts[0].id]


def test_a_round_takes_up_where_the_last_run_stopped(audit_world):
    for number in range(30):
        audit_world.receives(f"{number:02}")
    audit_world.audit()
    first = audit_world.messages.pages
    audit_world.audit()
    audit_world.audit()
    assert (first, audit_world.messages.pages) == (6, 15)


def test_a_round_that_takes_more_than_a_day_is_told(audit_world):
    for number in range(30):
        audit_world.receives(f"{number:02}", limit=timedelta(days=30))
    audit_world.audit()
    audit_world.later(hours=25)
    assert audit_world.found() == ["round_slow"]


def test_a_message_that_cannot_be_put_back_now_is_looked_at_again_by_the_next_run(audit_world):
    never_put_on_the_list(audit_world)
    audit_world.messages.trouble = TryLater("busy")
    report = audit_world.audit()
    assert (list(report.failed), report.repaired, audit_world.positions.positions.get("stored_messages")) == (
        ["stored_messages"],
        0,
        None,
    )
    audit_world.messages.trouble = None
    assert audit_world.audit().repaired == 1


def test_a_message_that_can_never_be_put_back_does_not_hide_the_ones_behind_it(audit_world):
    never_put_on_the_list(audit_world)
    audit_world.messages.trouble = Defect("broken")
    report = audit_world.audit()
    assert [str(error) for error in report.errors] == ["broken"]
    assert audit_world.positions.positions["stored_messages"].after is None
