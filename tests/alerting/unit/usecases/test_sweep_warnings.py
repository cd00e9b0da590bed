"""Before a breach somebody is warned, and a claim with nothing disposed runs out."""

from datetime import timedelta

import pytest

from tests.builders import SELBY, an_own_reply
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.core.message import MessageState, Urgency
from watchdesk.register.domain.alert_group import AlertGroup

H, M = timedelta(hours=1), timedelta(minutes=1)


def receives(desk, native_id="1", *, limit=H, warn=10 * M, **fields):
    """A priority message to be warned of, an hour's limit and ten minutes' warning unless said otherwise."""
    now = desk.clock.now()
    given = {"urgency": Urgency.PRIORITY, "warn_at": now + limit - warn} | fields
    return desk.receives(native_id, limit=limit, **given)


def alerts_of(desk, group):
    return [alert for alert in desk.alerts.alerts if alert.group is group]


@pytest.mark.parametrize(("minutes", "warned"), [(49, 0), (50, 1), (51, 1)])
def test_a_message_is_warned_of_when_the_warning_is_met_exactly(desk, minutes, warned):
    receives(desk)
    desk.later(minutes=minutes)
    report = desk.sweep()
    assert (report.warned, report.handed_over, len(report.opened)) == (warned, 0, warned)


def test_a_warning_is_an_alert_of_its_own_kind_that_counts_nothing_as_overdue(desk):
    key = receives(desk)
    desk.later(minutes=50)
    desk.sweep()
    assert (desk.alert.group, desk.alerts.members(desk.alert.id)) == (AlertGroup.WARNING, [key])
    message = desk.messages.message(key)
    assert (message.warned_at, message.overdue_at, message.alert) == (desk.clock.now(), None, None)


def test_only_the_first_step_is_told_and_nobody_else_however_long_it_waits(desk):
    receives(desk, limit=8 * H, warn=4 * H)
    desk.tick(4 * 60)
    desk.expects_text("sergeant")
    desk.tick(3 * 60)
    desk.expects_silence()


def test_at_its_deadline_a_message_that_was_warned_of_is_overdue_all_the_same(desk):
    key = receives(desk)
    desk.later(minutes=50)
    desk.sweep()
    desk.later(minutes=10)
    report = desk.sweep()
    (alert,) = alerts_of(desk, AlertGroup.PRIORITY)
    assert (report.warned, report.handed_over) == (0, 1)
    assert desk.messages.message(key).alert == alert.id


def test_nobody_is_warned_twice_of_one_deadline(desk):
    receives(desk)
    desk.later(minutes=50)
    desk.sweep()
    desk.later(minutes=5)
    assert desk.sweep().warned == 0


def test_warnings_of_one_account_share_an_alert_whatever_their_urgency(desk):
    receives(desk, "1")
    receives(desk, "2", urgency=Urgency.ROUTINE)
    receives(desk, "3", account="malton-mastodon")
    desk.later(minutes=50)
    desk.sweep()
    assert sorted(alert.account for alert in alerts_of(desk, AlertGroup.WARNING)) == ["malton-mastodon", SELBY]


def test_a_warning_is_over_when_nothing_of_it_waits_any_more(desk):
    key = receives(desk)
    desk.tick(50)
    desk.expects_text("sergeant")
    desk.messages.answer(SELBY, an_own_reply(key.native_id), desk.clock.now())
    desk.tick(11)
    assert desk.alert.state is AlertState.RESOLVED
    desk.expects_silence()


def test_a_warning_is_over_when_all_of_it_has_become_overdue(desk):
    receives(desk)
    desk.tick(50)
    desk.expects_text("sergeant")
    desk.tick(13)
    desk.expects_text("sergeant")
    (warning,) = alerts_of(desk, AlertGroup.WARNING)
    assert warning.state is AlertState.RESOLVED
    assert alerts_of(desk, AlertGroup.PRIORITY)[0].state is AlertState.OPEN


def test_a_sweep_that_comes_too_late_to_warn_of_a_message_alerts_at_once(desk):
    receives(desk)
    desk.later(hours=2)
    report = desk.sweep()
    assert (report.warned, report.handed_over) == (0, 1)
    assert desk.alert.group is AlertGroup.PRIORITY


def test_what_is_claimed_before_the_warning_is_not_warned_of(desk):
    key = receives(desk)
    claim(desk, key, until=5 * H)
    desk.later(minutes=50)
    assert desk.sweep().warned == 0


def claim(desk, key, *, until):
    now = desk.clock.now()
    desk.messages.change(key, state=MessageState.CLAIMED, claimed_by="jane", claimed_at=now)
    desk.messages.stored[key].attention_at = now + until


@pytest.mark.parametrize(("minutes", "expired"), [(119, 0), (120, 1), (121, 1)])
def test_a_claim_runs_out_when_its_time_is_met_exactly(desk, minutes, expired):
    claim(desk, receives(desk, limit=H), until=2 * H)
    desk.later(minutes=minutes)
    report = desk.sweep()
    assert (report.expired, report.handed_over, len(report.opened)) == (expired, expired, expired)


def test_when_a_claim_runs_out_the_message_is_nobodys_again_and_an_alert_looks_after_it_at_once(desk):
    key = receives(desk, limit=H)
    claim(desk, key, until=2 * H)
    desk.tick(120)
    desk.expects_text("sergeant")
    message = desk.messages.message(key)
    assert (message.state, message.claimed_by, message.alert) == (MessageState.OPENED, None, desk.alert.id)
    assert (message.claim_expired_at, message.overdue_at) == (desk.clock.now(), desk.clock.now())
    assert desk.alert.group is AlertGroup.PRIORITY


def test_a_claim_that_runs_out_before_the_deadline_is_alerted_and_not_only_warned_of(desk):
    claim(desk, receives(desk, limit=24 * H), until=2 * H)
    desk.later(hours=2)
    assert (desk.sweep().handed_over, desk.alert.group) == (1, AlertGroup.PRIORITY)


def test_what_was_disposed_in_time_leaves_no_claim_to_run_out(desk):
    key = receives(desk)
    claim(desk, key, until=2 * H)
    desk.messages.answer(SELBY, an_own_reply(key.native_id), desk.clock.now())
    desk.later(hours=3)
    assert desk.sweep().opened == []


def test_what_joins_a_warning_later_is_told_too_but_not_with_a_text_each(desk):
    receives(desk, "0", limit=8 * H, warn=4 * H)
    desk.tick(4 * 60)
    desk.expects_text("sergeant")
    now = desk.clock.now()
    for number in range(1, 7):
        receives(desk, str(number), limit=4 * H, warn_at=now + number * 2 * M)
    desk.tick(29)
    desk.expects_silence()
    desk.tick(15)
    assert "7 priority" in desk.expects_text("sergeant").words
    desk.tick(60)
    desk.expects_silence()
