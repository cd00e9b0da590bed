"""What somebody woken at night sees first: what it is, the button, and until when it is whose."""

from dataclasses import replace
from datetime import timedelta

from tests.alerting.unit.http.alert_pages import ANOTHERS, BUNDLE, RESOLVED, VIEW, YOURS, read
from tests.fakes import NOON
from watchdesk.alerting.domain.waiting_summary import WaitingSummary
from watchdesk.alerting.http.alert_page import alert_page
from watchdesk.register.domain.alert_group import AlertGroup


def test_whoever_looks_reads_until_when_it_is_somebodys():
    until = NOON + timedelta(minutes=30)
    said = "Nobody else is texted until 12:30 UTC on 02 March. If messages still wait then, texts begin again."
    assert said in read(replace(YOURS, held_until=until)).words
    assert said in read(replace(ANOTHERS, held_until=until)).words
    assert "until" not in read(replace(RESOLVED, acknowledged_by="Sgt Hale", acknowledged_at=NOON)).words


def test_the_button_stands_before_whatever_may_be_long():
    shown = alert_page(BUNDLE, NOON).body
    assert shown.index("2 urgent") < shown.index("<button") < shown.index("Sgt Hale") < shown.index("R4TW")


def test_the_daily_test_says_that_it_is_one_and_a_warning_that_nothing_is_overdue():
    test = replace(VIEW, group=AlertGroup.DAILY_TEST, summary=WaitingSummary(counts={}, oldest=None), states={})
    assert "Daily test K7MX: waiting" in read(test).words
    assert "This is the daily test: press the button, and it is done." in read(test).words
    assert "overdue" not in read(test).words
    assert "2 urgent (not overdue yet)" in read(replace(VIEW, group=AlertGroup.WARNING)).words
