"""What becomes of a text and of every entry in it, for the double and for the table alike."""

from datetime import timedelta

import pytest

from tests.alerting.contract.alert_builders import FIRST, INSPECTOR, LATER, SECOND, SERGEANT, SOON
from tests.alerting.contract.pager_builders import a_notification, a_text, kinds, opened, sent, wanted
from tests.fakes import NOON
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.notification import MAX_TRIES, TextState
from watchdesk.register.domain.alert_group import AlertGroup


def test_a_text_stands_whole_before_it_leaves_and_counts_from_there(alerts, pagers):
    wanted(alerts, pagers)
    wanted(alerts, pagers, SECOND, AlertGroup.ROUTINE, "R4TW")
    pager = pagers.lease(SERGEANT, "ours", NOON, SOON)
    text = a_text(pager)
    assert pagers.begin(pager, text)
    (lead,) = alerts.notifications(text.entries[0].alert)
    assert (lead.state, lead.also) == (TextState.LEASED, (text.entries[1].alert,))
    after_the_crash = pagers.lease(SERGEANT, "theirs", SOON, LATER)
    assert (after_the_crash.in_hand, after_the_crash.tried) == (text, (text,))
    assert [told.alert for told in pagers.texted_alerts(SERGEANT, NOON)] == [entry.alert for entry in text.entries]


def test_no_text_begins_once_its_leading_alert_is_answered(alerts, pagers):
    wanted(alerts, pagers)
    pager = pagers.lease(SERGEANT, "ours", NOON, SOON)
    alerts.acknowledge(FIRST, INSPECTOR, NOON, LATER)
    assert not pagers.begin(pager, a_text(pager))
    assert alerts.notifications(FIRST)[0].state is TextState.PENDING


def test_a_text_that_was_taken_is_settled_for_every_page(alerts, pagers):
    wanted(alerts, pagers)
    wanted(alerts, pagers, SECOND, AlertGroup.ROUTINE, "R4TW")
    pager, text = sent(pagers)
    for entry in text.entries:
        (told,) = alerts.notifications(entry.alert)
        assert (told.state, told.tries, told.sent_at) == (TextState.ACCEPTED, 1, NOON)
        assert told.provider_id == "sms-1"
    assert EventKind.TEXTED in kinds(alerts, text.entries[0].alert)
    assert EventKind.BUNDLED in kinds(alerts, text.entries[1].alert)
    assert pagers.rest(pager, LATER, NOON)
    again = pagers.lease(SERGEANT, "ours", LATER, LATER)
    assert (again.wanted, again.in_hand) == ((), None)
    assert [each.state for each in again.tried] == [TextState.ACCEPTED]


@pytest.mark.parametrize(
    ("state", "event"),
    [(TextState.UNKNOWN, EventKind.UNCONFIRMED), (TextState.PENDING, EventKind.NOT_TEXTED)],
)
def test_what_may_not_have_arrived_stays_wanted_until_its_tries_are_used_up(alerts, pagers, state, event):
    wanted(alerts, pagers)
    for number in range(1, MAX_TRIES):
        at = NOON + timedelta(seconds=number)
        pager, _ = sent(pagers, at=at, state=state)
        pagers.rest(pager, at, at)
        (text,) = alerts.notifications(FIRST)
        assert (text.state, text.tries, text.is_hopeless) == (state, number, False)
    assert alerts.due(at, 10) == []
    at = NOON + timedelta(seconds=MAX_TRIES)
    pager, _ = sent(pagers, at=at, state=state)
    pagers.rest(pager, LATER, NOON)
    assert alerts.notifications(FIRST)[0].is_hopeless
    assert pagers.lease(SERGEANT, "ours", LATER, LATER).wanted == ()
    assert alerts.due(at, 10) == [FIRST]
    assert kinds(alerts)[-1] is event


def test_a_refused_text_makes_its_alerts_due_at_once_and_takes_them_from_who_holds_them(alerts, pagers):
    alert = wanted(alerts, pagers)
    sent(pagers, state=TextState.FAILED)
    assert alerts.notifications(FIRST)[0].state is TextState.FAILED
    assert alerts.due(NOON, 10) == [FIRST]
    assert not alerts.save(alert, alert.released(LATER))


def test_to_settle_twice_is_to_settle_once(alerts, pagers):
    wanted(alerts, pagers)
    wanted(alerts, pagers, SECOND, AlertGroup.ROUTINE)
    pager, text = sent(pagers, state=TextState.UNKNOWN)
    before = alerts.notifications(FIRST), alerts.history(FIRST)
    pagers.settle(pager, text)
    assert (alerts.notifications(FIRST), alerts.history(FIRST)) == before


@pytest.mark.parametrize("state", [TextState.ACCEPTED, TextState.FAILED])
def test_a_run_that_dies_once_its_text_is_settled_leaves_nothing_in_hand(alerts, pagers, state):
    wanted(alerts, pagers)
    sent(pagers, state=state)
    assert pagers.lease(SERGEANT, "theirs", SOON, LATER).in_hand is None


def test_more_pages_than_one_transaction_takes_are_told_in_one_text(alerts, pagers):
    alert = opened(alerts)
    for number in range(21):
        assert pagers.want(alert, a_notification(number), NOON)
    _, text = sent(pagers, state=TextState.FAILED)
    assert len(text.entries) == 21
    assert {told.state for told in alerts.notifications(FIRST)} == {TextState.FAILED}
    assert pagers.lease(SERGEANT, "ours", SOON, LATER).wanted == ()
    assert alerts.due(NOON, 10) == [FIRST]
