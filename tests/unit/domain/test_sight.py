"""When has a surface gone unseen for too long?"""

from datetime import timedelta

import pytest

from tests.builders import a_feed_state, a_turn, an_account
from tests.fakes.clock import NOON
from watchdesk.domain.account import AccountState, Surface
from watchdesk.domain.sight import is_unseen, limit_of, sights


def the_sight(minutes: float | None, **fields):
    account = an_account(surfaces=frozenset({Surface.MENTION}), **fields)
    last = None if minutes is None else NOON - timedelta(minutes=minutes)
    polled = {account.id: (a_turn(), [a_feed_state(last_success=last)])}
    (sight,) = sights([account], polled)
    return sight, account


@pytest.mark.parametrize(("minutes", "unseen"), [(9, False), (10, False), (10.1, True), (None, True)])
def test_an_account_polled_every_minute_may_go_unseen_for_ten(minutes, unseen):
    sight, account = the_sight(minutes)
    assert is_unseen(sight, account, NOON) is unseen


def test_an_account_polled_seldom_may_miss_three_polls():
    assert limit_of(an_account(poll_every=timedelta(minutes=5))) == timedelta(minutes=15)


def test_a_declared_surface_that_was_never_polled_is_shown_as_never_seen():
    account = an_account(surfaces=frozenset({Surface.MENTION, Surface.REPLY}))
    found = sights([account], {account.id: (a_turn(), [a_feed_state(last_success=NOON)])})
    assert [(sight.surface, sight.last_success) for sight in found] == [
        (Surface.MENTION, NOON),
        (Surface.REPLY, None),
    ]


def test_a_retired_account_is_watched_by_nobody():
    assert sights([an_account(state=AccountState.RETIRED)], {}) == []
