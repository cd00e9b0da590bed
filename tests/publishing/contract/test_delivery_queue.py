"""Which deliveries are due and who holds them, for the double and for the table alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SELBY
from tests.fakes import NOON
from tests.publishing.builders import MALTON, a_delivery, a_post
from watchdesk.core.errors import LeaseLost
from watchdesk.publishing.domain.post import DeliveryState, PendingChange

SOON = NOON + timedelta(seconds=90)
LATER = NOON + timedelta(hours=1)


def test_a_delivery_is_due_when_its_time_has_come_exactly_and_soonest_first(posts):
    posts.add(a_post(), [a_delivery(), a_delivery(account=MALTON, attention_at=NOON - timedelta(minutes=1))])
    posts.add(a_post("post-2"), [a_delivery("post-2", attention_at=LATER)])
    posts.add(a_post("post-3"), [a_delivery("post-3", attention_at=None)])
    assert [each.account for each in posts.due(NOON - timedelta(seconds=1), 10)] == [MALTON]
    assert [each.account for each in posts.due(NOON, 10)] == [MALTON, SELBY]
    assert [each.account for each in posts.due(NOON, 1)] == [MALTON]
    assert [(each.post, each.account) for each in posts.waiting()] == [
        ("post-1", MALTON),
        ("post-1", SELBY),
        ("post-2", SELBY),
    ]


def test_one_run_leases_a_delivery_until_its_lease_is_over(posts):
    posts.add(a_post(), [a_delivery()])
    leased = posts.lease(a_delivery(), "mine", NOON, SOON)
    assert leased == a_delivery(lease="mine", lease_until=SOON, attention_at=SOON, revision=1)
    assert posts.deliveries(a_post().id) == [leased]
    assert posts.due(NOON, 10) == []
    assert posts.lease(leased, "theirs", NOON, LATER) is None
    assert posts.lease(a_delivery(), "theirs", SOON, LATER) is None
    assert posts.lease(leased, "theirs", SOON, LATER).lease == "theirs"


def test_what_is_wished_meanwhile_does_not_take_the_lease(posts):
    posts.add(a_post(), [a_delivery()])
    mine = posts.lease(a_delivery(), "mine", NOON, SOON)
    hasty = posts.save_delivery(replace(mine, wish=PendingChange.WITHDRAW, attention_at=NOON))
    assert posts.lease(hasty, "theirs", NOON, LATER) is None
    assert posts.lease(hasty, "theirs", SOON, LATER).lease == "theirs"


def test_what_is_not_due_or_unknown_is_not_leased(posts):
    later = a_delivery(attention_at=LATER)
    posts.add(a_post(), [later, a_delivery(account=MALTON, attention_at=None)])
    assert posts.lease(later, "mine", NOON, SOON) is None
    assert posts.lease(a_delivery(account=MALTON, attention_at=None), "mine", NOON, SOON) is None
    assert posts.lease(a_delivery("post-9"), "mine", NOON, SOON) is None


def test_whoever_lost_the_lease_writes_nothing(posts):
    posts.add(a_post(), [a_delivery()])
    mine = posts.lease(a_delivery(), "mine", NOON, SOON)
    theirs = posts.lease(mine, "theirs", SOON, LATER)
    with pytest.raises(LeaseLost):
        posts.save_delivery(replace(mine, state=DeliveryState.PUBLISHED))
    assert posts.deliveries(a_post().id) == [theirs]


def test_what_is_done_is_off_the_list(posts):
    posts.add(a_post(), [a_delivery()])
    mine = posts.lease(a_delivery(), "mine", NOON, SOON)
    posts.save_delivery(replace(mine, state=DeliveryState.PUBLISHED, attention_at=None, lease=None))
    assert posts.waiting() == []
    assert posts.due(LATER, 10) == []
