"""What every BlindPeriodLog keeps."""

from dataclasses import replace
from datetime import timedelta

from tests.builders import SELBY, a_blind_period


def test_a_line_is_written_once(ledger):
    period = a_blind_period()
    ledger.add(period)
    ledger.add(period)
    assert ledger.of(SELBY) == [period]


def test_a_line_is_never_overwritten(ledger):
    period = a_blind_period()
    ledger.add(period)
    ledger.add(replace(period, cause="bug", closed_at=period.end + timedelta(days=1)))
    assert ledger.of(SELBY) == [period]


def test_a_longer_period_stands_beside_the_shorter(ledger):
    period = a_blind_period()
    longer = replace(period, end=period.end + timedelta(hours=1))
    ledger.add(longer)
    ledger.add(period)
    assert ledger.of(SELBY) == [period, longer]


def test_lines_come_by_their_beginning_and_of_one_account(ledger):
    first = a_blind_period()
    later = a_blind_period(feed="conversations", start=first.start + timedelta(minutes=1))
    other = a_blind_period("york-bluesky")
    for each in (later, other, first):
        ledger.add(each)
    assert ledger.of(SELBY) == [first, later]
    assert ledger.of("selby") == []
