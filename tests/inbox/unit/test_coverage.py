"""When has a surface gone unseen for too long?"""

from datetime import timedelta

import pytest

from tests.builders import a_feed_state, a_scheduled_poll, an_account
from tests.fakes.clock import NOON
from watchdesk.core.account import AccountState, Surface
from watchdesk.inbox.domain.coverage import coverage_limit, is_uncovered, surface_coverage
from watchdesk.inbox.domain.feed_state import FeedTrouble


def the_coverage(minutes: float | None, **fields):
    account = an_account(surfaces=frozenset({Surface.MENTION}), **fields)
    last = None if minutes is None else NOON - timedelta(minutes=minutes)
    polled = {account.id: (a_scheduled_poll(), [a_feed_state(last_success=last)])}
    (coverage,) = surface_coverage([account], polled)
    return coverage, account


@pytest.mark.parametrize(("minutes", "unseen"), [(9, False), (10, False), (10.1, True), (None, True)])
def test_an_account_polled_every_minute_may_go_unseen_for_ten(minutes, unseen):
    coverage, account = the_coverage(minutes)
    assert is_uncovered(coverage, account, NOON) is unseen


def test_an_account_polled_seldom_may_miss_three_polls():
    assert coverage_limit(an_account(poll_every=timedelta(minutes=5))) == timedelta(minutes=15)


def test_a_declared_surface_that_was_never_polled_is_shown_as_never_seen():
    account = an_account(surfaces=frozenset({Surface.MENTION, Surface.REPLY}))
    found = surface_coverage([account], {account.id: (a_scheduled_poll(), [a_feed_state(last_success=NOON)])})
    assert [(coverage.surface, coverage.last_success) for coverage in found] == [
        (Surface.MENTION, NOON),
        (Surface.REPLY, None),
    ]


def test_a_retired_account_is_watched_by_nobody():
    assert surface_coverage([an_account(state=AccountState.RETIRED)], {}) == []


def polled_with(former: timedelta, **fields):
    """Two feeds show mentions; the former one last did so a while ago."""
    account = an_account(surfaces=frozenset({Surface.MENTION}))
    states = [
        a_feed_state(last_success=NOON),
        a_feed_state(feed="conversations", last_success=NOON - former),
    ]
    (coverage,) = surface_coverage(
        [account], {account.id: (a_scheduled_poll(last_poll_at=NOON, **fields), states)}
    )
    return coverage


def test_a_feed_that_is_walked_no_more_holds_back_no_surface_for_ever():
    assert polled_with(timedelta(hours=1)).last_success == NOON - timedelta(hours=1)
    assert polled_with(timedelta(hours=1, seconds=1)).last_success == NOON


def test_a_feed_that_trouble_keeps_from_being_walked_is_not_forgotten():
    trouble = FeedTrouble(kind="rate_limit", since=NOON, last=NOON, times=1)
    assert polled_with(timedelta(hours=2), trouble=trouble).last_success == NOON - timedelta(hours=2)


def test_a_surface_that_no_feed_shows_any_more_counts_as_never_seen():
    account = an_account(surfaces=frozenset({Surface.MENTION}))
    states = [a_feed_state(last_success=NOON - timedelta(hours=2))]
    (coverage,) = surface_coverage([account], {account.id: (a_scheduled_poll(last_poll_at=NOON), states)})
    assert is_uncovered(coverage, account, NOON)
