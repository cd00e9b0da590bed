"""The promises of posts, deliveries and freezes, for the double and for the table alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SELBY
from tests.contract.conftest import Together
from tests.fakes import NOON
from tests.fakes.posts import FakeFreezes, FakePostStore
from tests.post_builders import MALTON, a_delivery, a_post, an_image
from watchdesk.adapters.dynamodb.deliveries import DynamoDeliveryQueue
from watchdesk.adapters.dynamodb.freezes import DynamoFreezes
from watchdesk.adapters.dynamodb.posts import DynamoPostList, DynamoPostStore
from watchdesk.domain.account import Platform, Surface
from watchdesk.domain.attribution import AttributionForm
from watchdesk.domain.audit import Deed
from watchdesk.domain.errors import LeaseLost
from watchdesk.domain.freeze import Freeze
from watchdesk.domain.message import MessageKey
from watchdesk.domain.post import (
    Attribution,
    Decision,
    DeliveryState,
    PostId,
    PostState,
    PublishedPart,
    Subject,
    Visibility,
    Wish,
)

SOON = NOON + timedelta(seconds=90)
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def posts(subject, request):
    """PostStore, PostList and DeliveryQueue."""
    if subject == "fake":
        return FakePostStore()
    table = request.getfixturevalue("table")("PostsTable")
    return Together(DynamoPostStore(table), DynamoPostList(table), DynamoDeliveryQueue(table))


@pytest.fixture
def freezes(subject, request):
    return FakeFreezes() if subject == "fake" else DynamoFreezes(request.getfixturevalue("table")("PostsTable"))


def test_a_post_and_its_deliveries_are_kept_whole(posts):
    post = a_post(
        accounts=(SELBY, MALTON),
        attribution=Attribution(form=AttributionForm.FULL, text="PC Jane Smith, Selby"),
        variants={Platform.BLUESKY: "Shorter."},
        images=(an_image(),),
        reply_to=MessageKey(SELBY, Surface.MENTION, "at://did:plc:abc/app.bsky.feed.post/3k#1"),
        content_warning="collision",
        visibility=Visibility.UNLISTED,
        split=True,
        decision=Decision(by=Subject("sergeant"), at=NOON, approved=True, note="go"),
    )
    here = a_delivery(
        parts=("One 1/2", "Two 2/2"),
        keys=("k1", "k2"),
        state=DeliveryState.UNCONFIRMED,
        published=(PublishedPart(native_id="1", version="v1", url="https://social.example/1"),),
        wish=Wish.EDIT,
        revised=("Uno 1/2", "Dos 2/2"),
        held=True,
        tries=2,
        looks=1,
        untold=(Deed(actor="system", action="publish_post", about=post.id, at=NOON, facts={"a": "b"}),),
        lease="mine",
        lease_until=SOON,
        trouble="unconfirmed",
    )
    assert posts.add(post, [here, a_delivery(account=MALTON, attention_at=None)])
    assert posts.post(post.id) == post
    assert posts.deliveries(post.id) == [a_delivery(account=MALTON, attention_at=None), here]


def test_a_post_id_is_taken_once(posts):
    assert posts.add(a_post(), [a_delivery()])
    assert not posts.add(a_post(text="Other words."), [a_delivery(account=MALTON)])
    assert posts.post(a_post().id) == a_post()
    assert posts.deliveries(a_post().id) == [a_delivery()]


def test_what_was_never_accepted_is_not_there(posts):
    assert posts.post(PostId("nothing")) is None
    assert posts.deliveries(PostId("nothing")) == []
    assert posts.newest(5) == []
    assert posts.waiting() == []


def test_each_write_takes_the_next_revision(posts):
    posts.add(a_post(), [a_delivery()])
    post = posts.save_post(replace(a_post(), state=PostState.WITHDRAWN))
    delivery = posts.save_delivery(replace(a_delivery(), state=DeliveryState.SENDING))
    assert (post.revision, delivery.revision) == (1, 1)
    assert posts.post(post.id) == post
    assert posts.deliveries(post.id) == [delivery]


def test_nothing_is_written_over_what_has_moved_on(posts):
    posts.add(a_post(), [a_delivery()])
    posts.save_post(replace(a_post(), text="Second."))
    posts.save_delivery(replace(a_delivery(), tries=1))
    with pytest.raises(LeaseLost):
        posts.save_post(replace(a_post(), text="Third."))
    with pytest.raises(LeaseLost):
        posts.save_delivery(replace(a_delivery(), tries=9))
    assert posts.post(a_post().id).text == "Second."
    assert posts.deliveries(a_post().id)[0].tries == 1


def test_nothing_is_written_that_was_never_accepted(posts):
    for write in (
        lambda: posts.save_post(a_post()),
        lambda: posts.save_delivery(a_delivery()),
        lambda: posts.save(a_post(), []),
    ):
        with pytest.raises(LeaseLost):
            write()
    assert posts.post(a_post().id) is None


def test_a_write_whose_answer_was_lost_is_done_when_repeated(posts):
    posts.add(a_post(), [a_delivery()])
    sent = replace(a_delivery(), state=DeliveryState.SENDING)
    assert posts.save_delivery(sent) == posts.save_delivery(sent)


def test_a_post_and_its_deliveries_change_together_or_not_at_all(posts):
    posts.add(a_post(), [a_delivery(), a_delivery(account=MALTON)])
    moved = posts.save_delivery(replace(a_delivery(account=MALTON), tries=1))
    withdrawn = replace(a_post(), state=PostState.WITHDRAWN)
    wished = [replace(a_delivery(), wish=Wish.WITHDRAW), replace(a_delivery(account=MALTON), wish=Wish.WITHDRAW)]
    with pytest.raises(LeaseLost):
        posts.save(withdrawn, wished)
    assert posts.post(a_post().id).state is PostState.ACCEPTED
    assert [each.wish for each in posts.deliveries(a_post().id)] == [None, None]
    saved, deliveries = posts.save(withdrawn, [wished[0], replace(moved, wish=Wish.WITHDRAW)])
    assert (saved.revision, [each.revision for each in deliveries]) == (1, [1, 2])
    assert posts.post(a_post().id) == saved
    assert sorted(deliveries, key=lambda each: each.account) == posts.deliveries(a_post().id)


def test_posts_are_listed_newest_first_page_by_page(posts):
    ids = [PostId(f"post-{number}") for number in range(5)]
    for number, identity in enumerate(ids):
        posts.add(a_post(identity, created_at=NOON + timedelta(minutes=number)), [a_delivery(identity)])
    first = posts.newest(2)
    second = posts.newest(2, first[-1].id)
    third = posts.newest(2, second[-1].id)
    assert [each.id for each in (*first, *second, *third)] == ids[::-1]
    assert posts.newest(2, third[-1].id) == []


def test_posts_of_one_instant_are_each_listed_once(posts):
    for number in range(5):
        posts.add(a_post(PostId(f"post-{number}")), [])
    seen = []
    while page := posts.newest(2, seen[-1].id if seen else None):
        seen += page
    assert sorted(each.id for each in seen) == [f"post-{number}" for number in range(5)]


def test_behind_an_unknown_post_nothing_is_listed(posts):
    posts.add(a_post(), [])
    assert posts.newest(5, PostId("nothing")) == []


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
    hasty = posts.save_delivery(replace(mine, wish=Wish.WITHDRAW, attention_at=NOON))
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


def test_freezes_are_set_replaced_and_lifted(freezes):
    force = Freeze(account=None, by=Subject("gold"), at=NOON, reason="firearms incident")
    here = Freeze(
        account=SELBY,
        by=Subject("gold"),
        at=NOON,
        exempt_subjects=frozenset({Subject("press")}),
        exempt_posts=frozenset({PostId("post-1"), PostId("post-2")}),
    )
    assert freezes.all() == []
    assert not freezes.lift(None)
    freezes.put(here)
    freezes.put(force)
    assert freezes.all() == [force, here]
    freezes.put(replace(force, reason="another"))
    assert freezes.all() == [replace(force, reason="another"), here]
    assert freezes.lift(None)
    assert not freezes.lift(None)
    assert freezes.all() == [here]
    freezes.put(force)
    assert freezes.all() == [force, here]
