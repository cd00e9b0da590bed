"""What every BlindPeriodLog keeps."""

from dataclasses import replace
from datetime import timedelta

from tests.builders import SELBY, a_blind_period


def test_a_line_is_written_once(log):
    period = a_blind_period()
    log.add(period)
    log.add(period)
    assert log.of(SELBY) == [period]


def test_a_line_is_never_overwritten(log):
    period = a_blind_period()
    log.add(period)
    log.add(replace(period, cause="bug", closed_at=period.end + timedelta(days=1)))
    assert log.of(SELBY) == [period]


def test_a_longer_period_stands_beside_the_shorter(log):
    period = a_blind_period()
    longer = replace(period, end=period.end + timedelta(hours=1))
    log.add(longer)
    log.add(period)
    assert log.of(SELBY) == [period, longer]


def test_lines_come_by_their_beginning_and_of_one_account(log):
    first = a_blind_period()
    later = a_blind_period(feed="conversations", start=first.start + timedelta(minutes=1))
    other = a_blind_period("york-bluesky")
    for each in (later, other, first):
        log.add(each)
    assert log.of(SELBY) == [first, later]
    assert log.of("selby") == []
