"""What is kept of posts and their deliveries, for the double and for the table alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SELBY
from tests.fakes import NOON
from tests.publishing.builders import MALTON, a_delivery, a_post, an_image
from watchdesk.audit.trail import AuditEvent
from watchdesk.core.account import Platform, Surface
from watchdesk.core.errors import LeaseLost
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.attribution import Attribution
from watchdesk.publishing.domain.post import (
    Decision,
    DeliveryState,
    PendingChange,
    PostId,
    PostState,
    PublishedPart,
    Visibility,
)
from watchdesk.register.domain.officer import AttributionForm

SOON = NOON + timedelta(seconds=90)


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
        wish=PendingChange.EDIT,
        revised=("Uno 1/2", "Dos 2/2"),
        held=True,
        tries=2,
        looks=1,
        untold=(AuditEvent(actor="system", action="publish_post", about=post.id, at=NOON, facts={"a": "b"}),),
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
    wished = [
        replace(a_delivery(), wish=PendingChange.WITHDRAW),
        replace(a_delivery(account=MALTON), wish=PendingChange.WITHDRAW),
    ]
    with pytest.raises(LeaseLost):
        posts.save(withdrawn, wished)
    assert posts.post(a_post().id).state is PostState.ACCEPTED
    assert [each.wish for each in posts.deliveries(a_post().id)] == [None, None]
    saved, deliveries = posts.save(withdrawn, [wished[0], replace(moved, wish=PendingChange.WITHDRAW)])
    assert (saved.revision, [each.revision for each in deliveries]) == (1, [1, 2])
    assert posts.post(a_post().id) == saved
    assert sorted(deliveries, key=lambda each: each.account) == posts.deliveries(a_post().id)
