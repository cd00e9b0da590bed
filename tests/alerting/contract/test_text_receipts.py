"""What a carrier's receipt changes, for the double and for the table alike."""

from datetime import timedelta

import pytest

from tests.alerting.contract.alert_builders import FIRST, LATER, SECOND, SERGEANT, SOON
from tests.alerting.contract.pager_builders import kinds, sent, wanted
from tests.fakes import NOON
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.domain.notification import MAX_TRIES, TextState
from watchdesk.alerting.domain.receipt import ReceiptStatus
from watchdesk.register.domain.alert_group import AlertGroup


@pytest.fixture
def texted(alerts, pagers):
    """One text about two alerts, taken by the carrier as `sms-1`."""
    wanted(alerts, pagers)
    wanted(alerts, pagers, SECOND, AlertGroup.ROUTINE, "R4TW")
    pager, _ = sent(pagers)
    pagers.rest(pager, None, NOON)


def states(alerts):
    return [alerts.notifications(alert)[0].state for alert in (FIRST, SECOND)]


def test_a_receipt_for_a_text_nobody_knows_changes_nothing(alerts, pagers, texted):
    assert not pagers.note_receipt("sms-9", ReceiptStatus.FAILED, SOON)
    assert states(alerts) == [TextState.ACCEPTED] * 2


def test_a_delivered_text_is_delivered_for_every_page_and_its_climb_goes_on(alerts, pagers, texted):
    for _ in range(2):
        assert pagers.note_receipt("sms-1", ReceiptStatus.DELIVERED, SOON)
    assert states(alerts) == [TextState.DELIVERED] * 2
    assert alerts.notifications(FIRST)[0].sent_at == NOON
    assert kinds(alerts)[-1] is EventKind.DELIVERED
    assert alerts.alert(FIRST).attention_at == SOON


def test_a_failure_for_good_makes_the_alerts_due_at_once(alerts, pagers, texted):
    assert pagers.note_receipt("sms-1", ReceiptStatus.FAILED, NOON + timedelta(seconds=5))
    assert states(alerts) == [TextState.FAILED] * 2
    assert set(alerts.due(NOON + timedelta(seconds=5), 10)) == {FIRST, SECOND}
    assert kinds(alerts)[-1] is EventKind.NOT_DELIVERED
    assert pagers.due(LATER, 10) == []


def test_a_failure_for_now_is_tried_again(alerts, pagers, texted):
    for _ in range(2):
        assert pagers.note_receipt("sms-1", ReceiptStatus.FAILED_FOR_NOW, SOON)
    assert states(alerts) == [TextState.PENDING] * 2
    assert pagers.due(SOON, 10) == [SERGEANT]
    pager, text = sent(pagers, at=LATER, provider_id="sms-2")
    assert [entry.tries for entry in text.entries] == [2, 2]
    assert states(alerts) == [TextState.ACCEPTED] * 2
    assert pagers.rest(pager, None, LATER)


def test_a_failure_for_now_of_the_last_try_is_one_for_good(alerts, pagers, texted):
    for number in range(1, MAX_TRIES):
        assert pagers.note_receipt(f"sms-{number}", ReceiptStatus.FAILED_FOR_NOW, LATER)
        pager, _ = sent(pagers, at=LATER + timedelta(hours=number), provider_id=f"sms-{number + 1}")
        pagers.rest(pager, None, LATER)
    at_last = LATER + timedelta(days=1)
    assert pagers.note_receipt(f"sms-{MAX_TRIES}", ReceiptStatus.FAILED_FOR_NOW, at_last)
    assert states(alerts) == [TextState.FAILED] * 2
    assert alerts.alert(FIRST).attention_at == at_last


def test_a_late_receipt_of_an_earlier_try_is_not_about_the_later_one(alerts, pagers, texted):
    pagers.note_receipt("sms-1", ReceiptStatus.FAILED_FOR_NOW, SOON)
    pager, _ = sent(pagers, at=LATER, provider_id="sms-2")
    pagers.rest(pager, None, LATER)
    assert pagers.note_receipt("sms-1", ReceiptStatus.DELIVERED, LATER)
    assert states(alerts) == [TextState.ACCEPTED] * 2


def test_a_failure_for_good_wakes_no_alert_that_was_answered(alerts, pagers, texted):
    until = LATER + timedelta(hours=1)
    alerts.acknowledge(FIRST, SERGEANT, SOON, until)
    pagers.note_receipt("sms-1", ReceiptStatus.FAILED, LATER)
    assert (alerts.alert(FIRST).state, alerts.alert(FIRST).attention_at) == (AlertState.ACKNOWLEDGED, until)
