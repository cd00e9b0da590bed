"""Accepted means stored, once, complete, and told to the audit trail first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes import NOON
from tests.worlds.publishing import CAREFUL, JANE, SELBY, SIGNED, TEXT, YORK, a_request, bob, jane, somebody
from watchdesk.core.account import AccountId
from watchdesk.core.errors import Conflict, ConflictCode, TryLater, Unacceptable, Unknown
from watchdesk.core.problems import ProblemCode
from watchdesk.publishing.domain.post import DeliveryState, PostState
from watchdesk.register.domain.officer import AttributionForm


def test_a_post_is_stored_with_one_delivery_per_account_and_each_is_asked_for(room):
    accepted = room.use.accept_post(a_request(YORK, SELBY, attribution=AttributionForm.FULL), "key", jane())
    post, deliveries = accepted.view.post, accepted.view.deliveries
    assert not accepted.is_replay
    assert (post.author, post.state, post.publish_at, post.accounts) == (
        JANE,
        PostState.ACCEPTED,
        NOON,
        (YORK, SELBY),
    )
    assert post.attribution.text == "PC Jane Smith, Selby"
    assert [each.account for each in deliveries] == [SELBY, YORK]
    assert {each.parts for each in deliveries} == {(TEXT + SIGNED,)}
    assert {(each.state, each.attention_at, each.dated) for each in deliveries} == {
        (DeliveryState.ACCEPTED, NOON, NOON)
    }
    assert len({key for each in deliveries for key in each.keys}) == 2
    assert room.requests.asked == [(post.id, SELBY), (post.id, YORK)]


def test_a_post_for_later_waits_for_its_time(room):
    at = NOON + timedelta(days=1)
    view = room.accepted(a_request(publish_at=at))
    assert (view.post.publish_at, room.delivery(view).attention_at, room.delivery(view).dated) == (at, at, at)
    assert room.requests.asked == []


def test_what_is_accepted_is_told_before_it_is_stored_by_its_hash_and_not_its_words(room):
    view = room.accepted(a_request(attribution=AttributionForm.FULL))
    (deed,) = room.trail.deeds
    assert (deed.actor, deed.action, deed.about, deed.at) == (JANE, "accept_post", view.post.id, NOON)
    assert deed.facts["content"] == view.post.content_hash
    assert deed.facts["accounts"] == SELBY
    assert not any(word in str(deed) for word in ("Selby road", "Smith"))


def test_what_cannot_be_told_is_not_done(room):
    room.trail.trouble = TryLater("the chain is busy")
    with pytest.raises(TryLater):
        room.use.accept_post(a_request(), "key", jane())
    assert room.store.posts == {}
    assert room.requests.asked == []


def test_a_queue_that_does_not_answer_keeps_nothing_back(room):
    room.requests.put = lambda _: (_ for _ in ()).throw(TryLater("the queue is busy"))
    view = room.accepted()
    assert room.delivery(view).attention_at == NOON


def test_every_problem_is_raised_and_nothing_stored(room):
    with pytest.raises(Unacceptable) as refusal:
        room.use.accept_post(a_request(AccountId("nowhere"), text=""), "key", jane())
    assert {problem.code for problem in refusal.value.problems} == {ProblemCode.ACCOUNT_UNKNOWN, ProblemCode.EMPTY}
    assert room.store.posts == {}
    assert room.trail.chain == []


@pytest.mark.parametrize("key", ["", "a" * 256, "\n", "\ud800", "\u202e"])
def test_a_post_without_a_usable_key_is_refused(room, key):
    with pytest.raises(Unacceptable) as refusal:
        room.use.accept_post(a_request(), key, jane())
    assert [problem.code for problem in refusal.value.problems] == [ProblemCode.KEY]


def test_the_same_request_with_the_same_key_finds_the_same_post_whatever_became_of_it(room):
    request = a_request(publish_at=NOON + timedelta(minutes=5))
    first = room.use.accept_post(request, "key", jane())
    room.clock.advance(hours=1)
    room.goes_out(first.view)
    again = room.use.accept_post(request, "key", jane())
    assert again.is_replay
    assert again.view.post == first.view.post
    assert again.view.deliveries[0].state is DeliveryState.PUBLISHED
    assert len(room.store.posts) == len(room.trail.chain) == 1


def test_the_same_key_with_another_request_is_refused(room):
    room.use.accept_post(a_request(), "key", jane())
    with pytest.raises(Conflict) as refusal:
        room.use.accept_post(a_request(text="Something else."), "key", jane())
    assert refusal.value.code is ConflictCode.KEY_USED


def test_the_same_key_of_somebody_else_is_another_key(room):
    first = room.use.accept_post(a_request(), "key", jane())
    second = room.use.accept_post(a_request(text="Something else."), "key", bob())
    assert first.view.post.id != second.view.post.id


def test_author_and_key_do_not_run_into_each_other(room):
    one = room.use.accept_post(a_request(), "bc", somebody("a", "publish:*"))
    other = room.use.accept_post(a_request(text="Other."), "c", somebody("ab", "publish:*"))
    assert one.view.post.id != other.view.post.id


def test_of_two_at_once_one_is_stored_and_both_get_the_same_answer(room):
    request, add = a_request(), room.store.add
    others = []

    def overtaken(post, deliveries):
        room.store.add = add
        others.append(room.use.accept_post(request, "key", jane()))
        return add(post, deliveries)

    room.store.add = overtaken
    mine = room.use.accept_post(request, "key", jane())
    assert (mine.is_replay, others[0].is_replay) == (True, False)
    assert mine.view == others[0].view
    assert len(room.store.posts) == 1


def test_a_replay_shows_nothing_to_somebody_who_has_lost_every_role(room):
    room.use.accept_post(a_request(), "key", jane())
    with pytest.raises(Unknown):
        room.use.accept_post(a_request(), "key", jane("publish:york-mastodon"))


def test_a_duplicate_is_accepted_once_it_is_confirmed(room):
    room.use.accept_post(a_request(), "one", jane())
    with pytest.raises(Unacceptable) as question:
        room.use.accept_post(a_request(), "two", jane())
    assert [problem.is_question for problem in question.value.problems] == [True]
    room.use.accept_post(a_request(confirm_duplicate=True), "two", jane())
    assert len(room.store.posts) == 2


def test_one_account_that_asks_for_approval_holds_the_whole_post(room):
    view = room.accepted(a_request(SELBY, CAREFUL))
    assert view.post.state is PostState.AWAITING_APPROVAL
    assert [delivery.attention_at for delivery in view.deliveries] == [None, None]
    assert room.requests.asked == []


def test_what_somebody_hands_in_who_may_only_draft_awaits_approval(room):
    view = room.accepted(a_request(), jane("draft:selby-bluesky"))
    assert view.post.state is PostState.AWAITING_APPROVAL


def test_a_name_withheld_while_a_post_was_on_its_way_does_not_go_out(room):
    add = room.store.add

    def meanwhile(post, deliveries):
        room.directory.withhold(JANE)
        return add(post, deliveries)

    room.store.add = meanwhile
    view = room.accepted(a_request(attribution=AttributionForm.FULL))
    assert view.deliveries[0].parts == (TEXT,)
    assert view.post.attribution.text == ""
    assert room.actions() == ["accept_post", "unsign_post"]


def test_what_the_public_sees_has_one_hash_and_another_word_has_another(room):
    request = a_request()
    same = [room.accepted(request).post.content_hash for _ in range(2)]
    others = [
        room.accepted(replace(request, **fields)).post.content_hash
        for fields in (
            {"text": "Other."},
            {"language": "cy"},
            {"attribution": AttributionForm.FULL},
            {"accounts": (YORK,)},
        )
    ]
    assert len({*same}) == 1
    assert len({*same, *others}) == 5
