"""A text that failed is noted, a STOP is remembered, and nothing else a carrier says changes anything."""

import pytest

from tests.builders import a_person
from tests.fakes import NOON, FakeClock, FakeRegister
from watchdesk.alerting.domain.receipt import ReceiptStatus
from watchdesk.alerting.ports.receipts import CarrierReport
from watchdesk.alerting.usecases.note_receipts import NoteReceipts
from watchdesk.core.errors import TryLater

PHONE, OTHER = "+447700900001", "+447700900002"


class NotedTexts:
    """Receipts for a few known texts."""

    def __init__(self, *texts):
        self._texts = texts
        self.noted = []
        self.trouble = None

    def note_receipt(self, provider_id, receipt, now):
        if self.trouble is not None:
            trouble, self.trouble = self.trouble, None
            raise trouble
        if provider_id not in self._texts:
            return False
        self.noted.append((provider_id, receipt, now))
        return True


class Post:
    def __init__(self):
        self.clock = FakeClock()
        self.texts = NotedTexts("sms-1", "sms-2")
        self.register = FakeRegister(a_person(phone=PHONE), a_person("inspector", OTHER))
        self.note = NoteReceipts(
            receipts=self.texts, register=self.register, numbers=self.register.numbers, clock=self.clock
        )

    def opted_out(self):
        return {person.id: person.opted_out_at for person in self.register.people() if person.opted_out_at}


def report(text="sms-1", receipt=ReceiptStatus.DELIVERED, **fields):
    return CarrierReport(provider_id=text, receipt=receipt, **fields)


STOP = {"receipt": ReceiptStatus.FAILED, "has_opted_out": True, "phone": PHONE}


@pytest.fixture
def post():
    return Post()


def test_each_receipt_is_noted_on_its_text(post):
    noted = post.note([report(), report("sms-2", ReceiptStatus.FAILED_FOR_NOW)])
    assert post.texts.noted == [
        ("sms-1", ReceiptStatus.DELIVERED, NOON),
        ("sms-2", ReceiptStatus.FAILED_FOR_NOW, NOON),
    ]
    assert noted.receipts == {ReceiptStatus.DELIVERED: 1, ReceiptStatus.FAILED_FOR_NOW: 1}
    assert (noted.strangers, noted.undecided, noted.errors) == (0, 0, ())


def test_a_report_about_a_text_of_no_alert_is_passed_over_and_counted(post):
    noted = post.note([report("a-code"), report()])
    assert (noted.strangers, noted.receipts) == (1, {ReceiptStatus.DELIVERED: 1})


def test_a_report_that_is_not_final_changes_nothing(post):
    noted = post.note([report(receipt=None)])
    assert (noted.undecided, post.texts.noted, post.opted_out()) == (1, [], {})


def test_whoever_says_stop_is_texted_no_more_and_only_they(post):
    noted = post.note([report(**STOP)])
    assert (noted.opted_out, post.opted_out()) == (("sergeant",), {"sergeant": NOON})
    assert noted.receipts == {ReceiptStatus.FAILED: 1}


def test_a_stop_counts_even_if_the_text_was_of_no_alert(post):
    noted = post.note([report("a-code", **STOP)])
    assert (noted.strangers, noted.opted_out) == (1, ("sergeant",))


def test_a_stop_told_twice_keeps_its_moment_and_is_news_once(post):
    post.note([report(**STOP)])
    post.clock.advance(hours=1)
    assert post.note([report(**STOP)]).opted_out == ()
    assert post.opted_out() == {"sergeant": NOON}


def test_a_stop_of_a_number_that_is_nobodys_is_nobodys(post):
    noted = post.note([report(receipt=ReceiptStatus.FAILED, has_opted_out=True, phone="+447700900777")])
    assert (noted.opted_out, post.opted_out()) == ((), {})


def test_the_stop_is_remembered_before_the_failure_makes_the_alert_climb(post):
    post.texts.trouble = TryLater("the table is busy")
    noted = post.note([report(**STOP)])
    assert post.opted_out() == {"sergeant": NOON}
    assert len(noted.errors) == 1


def test_one_reports_failure_is_its_own_and_a_second_run_makes_up_for_it(post):
    post.texts.trouble = TryLater("the table is busy")
    reports = [report(), report("sms-2")]
    first = post.note(reports)
    assert (len(first.errors), first.receipts) == (1, {ReceiptStatus.DELIVERED: 1})
    assert post.note(reports).receipts == {ReceiptStatus.DELIVERED: 2}


def test_a_spent_quota_is_counted_because_no_other_text_leaves_either(post):
    assert post.note([report(receipt=ReceiptStatus.FAILED, is_quota_spent=True)]).quota_spent == 1
