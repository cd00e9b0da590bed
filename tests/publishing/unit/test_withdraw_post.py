from datetime import timedelta

import pytest

from tests.fakes import NOON
from tests.worlds.publishing import CAREFUL, SELBY, YORK, a_request, bob, jane, somebody
from watchdesk.core.errors import Conflict, ConflictCode, LeaseLost, TryLater, Unknown
from watchdesk.publishing.domain.post import DeliveryState, PendingChange, PostState, PublishedPart

PART = PublishedPart(native_id="1", version="1", url="https://social.example/1")


def test_what_is_not_out_never_goes_out(room):
    view = room.accepted(a_request(SELBY, YORK, publish_at=NOON + timedelta(hours=1)))
    withdrawn = room.use.withdraw_post(view.post.id, bob())
    assert withdrawn.post.state is PostState.WITHDRAWN
    assert {(each.state, each.attention_at, each.wish) for each in withdrawn.deliveries} == {
        (DeliveryState.WITHDRAWN, None, None)
    }


def test_what_is_out_is_taken_down_by_the_delivery_side_at_once(room):
    view = room.accepted(a_request(SELBY, YORK))
    room.goes_out(view, YORK)
    now = room.clock.advance(hours=1)
    room.requests.asked.clear()
    room.use.withdraw_post(view.post.id, bob())
    york = room.delivery(view, YORK)
    assert (york.state, york.wish, york.attention_at) == (DeliveryState.PUBLISHED, PendingChange.WITHDRAW, now)
    assert room.delivery(view, SELBY).state is DeliveryState.WITHDRAWN
    assert room.requests.asked == [(view.post.id, YORK)]


@pytest.mark.parametrize("state", [DeliveryState.SENDING, DeliveryState.UNCONFIRMED])
def test_what_may_be_out_keeps_its_doubt_and_is_taken_down_if_it_is_there(room, state):
    view = room.accepted()
    room.becomes(view, state)
    room.use.withdraw_post(view.post.id, bob())
    assert (room.delivery(view).state, room.delivery(view).wish) == (state, PendingChange.WITHDRAW)


def test_a_thread_that_went_out_in_part_is_taken_down(room):
    view = room.accepted(a_request(text="word " * 100, split=True))
    room.becomes(view, DeliveryState.FAILED, published=(PART,))
    room.use.withdraw_post(view.post.id, bob())
    assert room.delivery(view).wish is PendingChange.WITHDRAW


def test_a_run_that_holds_a_delivery_and_has_sent_nothing_loses_it(room):
    view = room.accepted()
    taken = room.leased(view)
    room.use.withdraw_post(view.post.id, bob())
    assert room.delivery(view).lease is None
    with pytest.raises(LeaseLost):
        room.store.save_delivery(taken)


def test_a_run_that_is_sending_is_not_overtaken_by_another_that_would_look_too_soon(room):
    view = room.accepted()
    taken = room.leased(view)
    room.becomes(view, DeliveryState.SENDING, attention_at=taken.lease_until)
    room.use.withdraw_post(view.post.id, bob())
    standing = room.delivery(view)
    assert (standing.lease, standing.attention_at) == (taken.lease, taken.lease_until)


def test_a_withdrawal_overtakes_a_delivery_however_often_it_moves_on(room):
    view = room.accepted()
    save, overtaken = room.store.save, []

    def moving(post, deliveries):
        if len(overtaken) < 4:
            overtaken.append(room.becomes(view, DeliveryState.SENDING))
        return save(post, deliveries)

    room.store.save = moving
    assert room.use.withdraw_post(view.post.id, bob()).post.state is PostState.WITHDRAWN
    assert room.delivery(view).wish is PendingChange.WITHDRAW
    assert room.actions() == ["accept_post", "withdraw_post"]


def test_withdrawing_twice_is_withdrawing_once(room):
    view = room.accepted()
    first = room.use.withdraw_post(view.post.id, bob())
    assert room.use.withdraw_post(view.post.id, bob()) == first
    assert room.actions() == ["accept_post", "withdraw_post"]


def test_authors_take_their_own_words_back_while_none_are_out(room):
    view = room.accepted(a_request(CAREFUL))
    assert room.use.withdraw_post(view.post.id, jane()).post.state is PostState.WITHDRAWN


def test_an_author_without_the_role_is_too_late_once_any_of_it_may_be_out(room):
    view = room.accepted(a_request(SELBY, YORK))
    room.becomes(view, DeliveryState.SENDING, YORK)
    with pytest.raises(Conflict) as refusal:
        room.use.withdraw_post(view.post.id, jane())
    assert refusal.value.code is ConflictCode.ALREADY_OUT


def test_others_need_the_role_on_every_account_of_the_post(room):
    view = room.accepted(a_request(SELBY, YORK))
    with pytest.raises(Unknown):
        room.use.withdraw_post(view.post.id, somebody("eve", "withdraw:selby-bluesky", "view:*"))
    assert room.use.withdraw_post(
        view.post.id, somebody("eve", "withdraw:selby-bluesky", "withdraw:york-mastodon")
    )


def test_what_cannot_be_told_is_not_withdrawn(room):
    view = room.accepted()
    room.trail.trouble = TryLater("the chain is busy")
    with pytest.raises(TryLater):
        room.use.withdraw_post(view.post.id, bob())
    assert room.post(view).state is PostState.ACCEPTED
