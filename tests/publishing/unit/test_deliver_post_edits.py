"""New words replace the old, part by part, and what others changed meanwhile stays changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import an_account
from tests.fakes import NOON
from tests.fakes.outlets import Fault
from tests.worlds.delivering import ROAD, THREAD
from watchdesk.core.errors import Refused, TryLater, Unconfirmed
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.freeze import Freeze
from watchdesk.publishing.domain.post import DeliveryState, PendingChange, PublishedPart
from watchdesk.publishing.usecases.delivery_run import DeliveryRun

MINUTE = timedelta(minutes=1)


def published(office, *parts):
    post = office.accepts(*parts)
    office.runs()
    assert office.state() is DeliveryState.PUBLISHED
    return post


def freeze():
    return Freeze(account=None, by=Subject("gold"), at=NOON)


def test_new_words_replace_the_old_part_by_part(office):
    post = published(office, *THREAD)
    office.edits(post, "One 1/3", "Zwei 2/3", "Drei 3/3")
    office.tick()
    assert office.outlet().texts == ["One 1/3", "Zwei 2/3", "Drei 3/3"]
    assert office.outlet().calls.count("edit") == 2
    delivery = office.delivery()
    assert (delivery.parts, delivery.revised, delivery.wish) == (("One 1/3", "Zwei 2/3", "Drei 3/3"), (), None)
    assert [part.version for part in delivery.published] == ["1", "Zwei 2/3", "Drei 3/3"]
    assert (delivery.state, office.waits()) == (DeliveryState.PUBLISHED, None)
    assert office.outcomes == ["published", "edited"]


@pytest.mark.parametrize("error", [TryLater("busy"), Unconfirmed("no answer"), ZeroDivisionError()])
@pytest.mark.parametrize("arrives", [True, False])
def test_an_edit_is_repeated_until_it_is_certain(office, error, arrives):
    post = published(office)
    office.outlet().will("edit", Fault(error, arrives=arrives))
    office.edits(post, "The Selby road is closed.")
    office.tick()
    assert office.delivery().wish is PendingChange.EDIT
    office.tick()
    assert office.outlet().texts == ["The Selby road is closed."]
    assert (office.delivery().wish, len(office.outlet().public)) == (None, 1)


def test_a_platform_without_edits_keeps_the_old_words_and_says_what_to_do(office):
    post = published(office)
    office.outlet().will("edit", Fault(Refused("withdraw it and post anew")))
    office.edits(post, "The Selby road is closed.")
    office.tick(5)
    delivery = office.delivery()
    assert (office.outlet().texts, delivery.parts, delivery.wish) == ([ROAD], (ROAD,), None)
    assert (delivery.trouble, office.waits()) == ("permanent_item: withdraw it and post anew", None)


def test_new_words_that_take_another_number_of_parts_are_refused(office):
    post = published(office)
    office.edits(post, "One 1/2", "Two 2/2")
    office.tick()
    assert office.outlet().texts == [ROAD]
    assert "withdraw the post and publish a new one" in office.delivery().trouble


def test_a_freeze_keeps_no_name_up_that_must_come_off(office):
    post = published(office)
    office.freezes.put(freeze())
    office.edits(post, "The Selby road is closed.")
    office.tick()
    assert (office.outlet().texts, office.delivery().held) == (["The Selby road is closed."], False)


def test_an_edit_that_came_while_the_post_was_going_out_follows_it(office):
    post = office.accepts()
    office.outlet().will("send", lambda: office.edits(post, "The Selby road is closed."))
    office.runs()
    assert office.outlet().texts == [ROAD]
    office.tick()
    assert office.outlet().texts == ["The Selby road is closed."]


def test_a_wish_does_not_cut_short_the_lease_of_whoever_is_sending(office):
    office.accepts()
    leased = office.posts.lease(office.delivery(), "mine", NOON, NOON + timedelta(seconds=90))
    asked = leased.with_pending_change(PendingChange.WITHDRAW, NOON)
    assert asked.attention_at == leased.attention_at
    assert replace(leased, lease_until=NOON).with_pending_change(PendingChange.WITHDRAW, NOON).attention_at == NOON


def test_what_was_changed_by_others_survives_what_a_run_writes(office):
    """A run writes only what it did: the words that somebody changed meanwhile stay changed."""
    post = office.accepts()
    leased = office.posts.lease(office.delivery(), "mine", NOON, NOON + timedelta(seconds=90))
    advance = office.deliver_post.advance
    run = DeliveryRun(
        post=post,
        delivery=leased,
        account=an_account(),
        outlets=advance.outlets,
        posts=advance.posts,
        freezes=advance.freezes,
        audit=advance.audit,
        clock=office.clock,
        stopwatch=office.stopwatch,
    )
    changed = office.posts.save_delivery(replace(leased, parts=("Other words.",)))
    assert not run.begin(state=DeliveryState.SENDING)
    assert run.delivery == changed
    office.posts.save_delivery(replace(changed, parts=("Still other words.",)))
    run.save(published=(PublishedPart(native_id="1", version="1", url=""),))
    standing = office.delivery()
    assert (standing.parts, len(standing.published)) == (("Still other words.",), 1)
