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
from watchdesk.alerting.domain.alert import EventKind
from watchdesk.core.errors import Defect, TryLater


@pytest.mark.parametrize(
    "fault", [lost_from_the_index, never_put_on_the_list, on_no_list_and_with_no_alert], ids=names_of
)
def test_a_lost_message_is_back_on_the_due_list_at_once(ward, fault):
    fault(ward)
    ward.audit()
    (key,) = ward.store.kept
    assert [message.key for message in ward.messages.due(ward.clock.now(), 10)] == [key]


def test_a_forgotten_alert_is_looked_at_again_and_its_history_says_so(ward):
    an_acknowledged_alert_without_attention(ward)
    ward.audit()
    (alert,) = ward.alerts.alerts
    assert ward.alerts.due(ward.clock.now(), 10) == [alert.id]
    assert EventKind.RESTORED in [event.kind for event in ward.alerts.history(alert.id)]


def test_an_alert_that_is_late_is_queued_for_escalation_again(ward):
    an_alert_that_nobody_escalates(ward)
    ward.escalations.take()
    ward.audit()
    assert ward.escalations.take() == [ward.alerts.alerts[0].id]


def test_a_round_takes_up_where_the_last_run_stopped(ward):
    for number in range(30):
        ward.receives(f"{number:02}")
    ward.audit()
    first = ward.messages.pages
    ward.audit()
    ward.audit()
    assert (first, ward.messages.pages) == (6, 15)


def test_a_round_that_takes_more_than_a_day_is_told(ward):
    for number in range(30):
        ward.receives(f"{number:02}", limit=timedelta(days=30))
    ward.audit()
    ward.later(hours=25)
    assert ward.found() == ["round_slow"]


def test_a_message_that_cannot_be_put_back_now_is_looked_at_again_by_the_next_run(ward):
    never_put_on_the_list(ward)
    ward.messages.trouble = TryLater("busy")
    report = ward.audit()
    assert (list(report.failed), report.mended, ward.rounds.places.get("stored_messages")) == (
        ["stored_messages"],
        0,
        None,
    )
    ward.messages.trouble = None
    assert ward.audit().mended == 1


def test_a_message_that_can_never_be_put_back_does_not_hide_the_ones_behind_it(ward):
    never_put_on_the_list(ward)
    ward.messages.trouble = Defect("broken")
    report = ward.audit()
    assert [str(error) for error in report.errors] == ["broken"]
    assert ward.rounds.places["stored_messages"].after is None
