"""Every way a carrier's side tells of a text's fate becomes one of our words; what nobody can read is counted."""

import botocore.session
import pytest

from tests.carriers import delivered_by_logs, sample, sns_failure
from watchdesk.alerting.channels.delivery_reports import read_reports
from watchdesk.alerting.domain.receipt import ReceiptStatus
from watchdesk.alerting.ports.receipts import CarrierReport

PHONE = "+447700900001"


def only(line):
    (report,), unreadable = read_reports(delivered_by_logs(line))
    assert unreadable == 0
    return report


def test_sns_says_that_a_text_arrived():
    assert only(sample("sns_success")) == CarrierReport(
        provider_id="34d9b400-c6dd-5444-820d-fbeb0f1f54cf", receipt=ReceiptStatus.DELIVERED, phone=PHONE
    )


@pytest.mark.parametrize(
    ("why", "receipt"),
    [
        ("Blocked as spam by phone carrier", ReceiptStatus.FAILED),
        ("Destination is on a blocked list", ReceiptStatus.FAILED),
        ("Invalid phone number", ReceiptStatus.FAILED),
        ("Message body is invalid", ReceiptStatus.FAILED),
        ("No quota left for account", ReceiptStatus.FAILED),
        ("Phone carrier has blocked this message", ReceiptStatus.FAILED),
        ("Phone carrier is currently unreachable/unavailable", ReceiptStatus.FAILED_FOR_NOW),
        ("Phone has blocked SMS", ReceiptStatus.FAILED),
        ("Phone is on a blocked list", ReceiptStatus.FAILED),
        ("Phone is currently unreachable/unavailable", ReceiptStatus.FAILED_FOR_NOW),
        ("Phone number is opted out", ReceiptStatus.FAILED),
        ("This delivery would exceed max price", ReceiptStatus.FAILED),
        ("Unknown error attempting to reach phone", ReceiptStatus.FAILED_FOR_NOW),
        ("Rate exceeded.", ReceiptStatus.FAILED_FOR_NOW),
        ("A reason of next year", ReceiptStatus.FAILED_FOR_NOW),
        ("", ReceiptStatus.FAILED_FOR_NOW),
    ],
)
def test_a_failure_of_sns_is_for_good_only_if_it_would_happen_again(why, receipt):
    assert only(sns_failure(why)).receipt is receipt


def test_a_stop_and_a_spent_quota_are_told_apart_from_other_failures():
    said = [only(sns_failure(why)) for why in ("Phone number is opted out", "No quota left for account")]
    assert [(report.has_opted_out, report.is_quota_spent) for report in said] == [(True, False), (False, True)]


def test_a_status_of_sns_that_says_nothing_decides_nothing():
    assert only(sample("sns_failure", status="UNKNOWN")).receipt is None


@pytest.mark.parametrize(
    ("event", "receipt"),
    [
        ("TEXT_SENT", None),
        ("TEXT_PENDING", None),
        ("TEXT_QUEUED", None),
        ("TEXT_SUCCESSFUL", ReceiptStatus.DELIVERED),
        ("TEXT_DELIVERED", ReceiptStatus.DELIVERED),
        ("TEXT_INVALID", ReceiptStatus.FAILED),
        ("TEXT_INVALID_MESSAGE", ReceiptStatus.FAILED),
        ("TEXT_UNREACHABLE", ReceiptStatus.FAILED_FOR_NOW),
        ("TEXT_CARRIER_UNREACHABLE", ReceiptStatus.FAILED_FOR_NOW),
        ("TEXT_BLOCKED", ReceiptStatus.FAILED),
        ("TEXT_CARRIER_BLOCKED", ReceiptStatus.FAILED),
        ("TEXT_SPAM", ReceiptStatus.FAILED),
        ("TEXT_UNKNOWN", None),
        ("TEXT_TTL_EXPIRED", ReceiptStatus.FAILED_FOR_NOW),
        ("TEXT_PROTECT_BLOCKED", ReceiptStatus.FAILED),
    ],
)
def test_a_final_event_of_end_user_messaging_is_a_receipt(event, receipt):
    report = only(sample("eum_failed", eventType=event))
    assert (report.receipt, report.phone) == (receipt, PHONE)


def test_every_event_of_a_text_that_the_sdk_knows_is_understood():
    model = botocore.session.get_session().get_service_model("pinpoint-sms-voice-v2")
    known = {event for event in model.shape_for("EventType").enum if event.startswith("TEXT_")} - {"TEXT_ALL"}
    tested = test_a_final_event_of_end_user_messaging_is_a_receipt.pytestmark[0].args[1]
    assert known == {event for event, _ in tested}


def test_an_event_that_is_not_final_decides_nothing():
    assert only(sample("eum_delivered", isFinal=False)).receipt is None


def test_end_user_messaging_tells_of_a_stop_too():
    said = "Destination phone number has opted out"
    assert only(sample("eum_failed", eventType="TEXT_BLOCKED", messageStatusDescription=said)).has_opted_out


def test_reports_of_both_kinds_come_together_and_what_nobody_can_read_is_counted():
    lines = (sample("sns_success"), "{not json", sample("eum_delivered"), {"notification": {}}, "[]")
    reports, unreadable = read_reports(delivered_by_logs(*lines))
    assert [report.receipt for report in reports] == [ReceiptStatus.DELIVERED, ReceiptStatus.DELIVERED]
    assert unreadable == 3


def test_a_control_message_holds_no_report():
    asked = delivered_by_logs("CWL CONTROL MESSAGE: Checking health", message_type="CONTROL_MESSAGE")
    assert read_reports(asked) == ([], 0)


def test_a_report_shows_its_number_to_nobody():
    assert PHONE not in repr(only(sample("sns_success")))
