from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import an_account
from tests.fakes import NOON
from tests.worlds.publishing import BOB, CAREFUL, JANE, SELBY, TEXT, a_request, bob, jane, somebody
from watchdesk.core.account import AccountState
from watchdesk.core.errors import Conflict, ConflictCode, TryLater, Unacceptable, Unknown
from watchdesk.core.problems import ProblemCode
from watchdesk.publishing.domain.post import DeliveryState, PostState
from watchdesk.register.domain.officer import AttributionForm


@pytest.fixture
def awaiting(room):
    return room.accepted(a_request(SELBY, CAREFUL))


def test_an_approved_post_goes_out_at_once_dated_now_and_not_when_it_was_written(room, awaiting):
    now = room.clock.advance(hours=2)
    view = room.use.approve_post(awaiting.post.id, bob())
    assert view.post.state is PostState.ACCEPTED
    assert (view.post.decision.by, view.post.decision.at, view.post.decision.approved) == (BOB, now, True)
    assert {(each.attention_at, each.dated) for each in view.deliveries} == {(now, now)}
    assert sorted(room.requests.asked) == [(view.post.id, CAREFUL), (view.post.id, SELBY)]


def test_an_approved_post_for_later_keeps_its_time(room):
    at = NOON + timedelta(hours=3)
    view = room.accepted(a_request(CAREFUL, publish_at=at))
    room.clock.advance(hours=2)
    approved = room.use.approve_post(view.post.id, bob())
    assert (approved.deliveries[0].attention_at, approved.deliveries[0].dated) == (at, at)
    assert room.requests.asked == []


def test_a_rejected_post_never_goes_out_and_says_why(room, awaiting):
    view = room.use.reject_post(awaiting.post.id, bob(), "Leave the street out.")
    assert (view.post.state, view.post.decision.note) == (PostState.REJECTED, "Leave the street out.")
    assert {(each.state, each.attention_at) for each in view.deliveries} == {(DeliveryState.WITHDRAWN, None)}
    assert "Leave" not in str(room.trail.deeds)


@pytest.mark.parametrize("decide", ["approve_post", "reject_post"])
def test_nobody_decides_about_their_own_words_whatever_they_may_do(room, decide):
    view = room.accepted(a_request(CAREFUL), bob())
    rest = () if decide == "approve_post" else ("No.",)
    with pytest.raises(Conflict) as refusal:
        getattr(room.use, decide)(view.post.id, bob(), *rest)
    assert refusal.value.code is ConflictCode.OWN_POST
    assert room.post(view).state is PostState.AWAITING_APPROVAL


def test_approval_is_needed_on_every_account_of_the_post(room, awaiting):
    half = somebody(BOB, "approve:careful-mastodon", "view:*")
    with pytest.raises(Unknown):
        room.use.approve_post(awaiting.post.id, half)
    both = somebody(BOB, "approve:careful-mastodon", "approve:selby-bluesky")
    assert room.use.approve_post(awaiting.post.id, both).post.state is PostState.ACCEPTED


@pytest.mark.parametrize("first", ["approve", "reject"])
def test_a_decision_is_taken_once(room, awaiting, first):
    if first == "approve":
        room.use.approve_post(awaiting.post.id, bob())
    else:
        room.use.reject_post(awaiting.post.id, bob(), "No.")
    for decide in (
        lambda: room.use.approve_post(awaiting.post.id, bob()),
        lambda: room.use.reject_post(awaiting.post.id, bob(), "No."),
    ):
        with pytest.raises(Conflict) as refusal:
            decide()
        assert refusal.value.code is ConflictCode.NOT_AWAITING


def test_what_is_approved_is_what_was_seen(room, awaiting):
    seen = awaiting.post.content_hash
    room.use.edit_post(awaiting.post.id, lambda request: replace(request, text="Other words."), jane())
    with pytest.raises(Conflict) as refusal:
        room.use.approve_post(awaiting.post.id, bob(), seen)
    assert refusal.value.code is ConflictCode.CHANGED
    now = room.post(awaiting).content_hash
    assert room.use.approve_post(awaiting.post.id, bob(), now).post.state is PostState.ACCEPTED


def test_an_account_retired_since_is_not_approved_for(room, awaiting):
    room.register.put(an_account(CAREFUL, state=AccountState.RETIRED))
    with pytest.raises(Unacceptable) as refusal:
        room.use.approve_post(awaiting.post.id, bob())
    assert [problem.code for problem in refusal.value.problems] == [ProblemCode.ACCOUNT_RETIRED]
    room.register.delete(type(an_account()), CAREFUL)
    with pytest.raises(Unacceptable) as refusal:
        room.use.approve_post(awaiting.post.id, bob())
    assert [problem.code for problem in refusal.value.problems] == [ProblemCode.ACCOUNT_UNKNOWN]


def test_a_form_the_directory_no_longer_allows_is_not_approved_into_the_open(room):
    view = room.accepted(a_request(CAREFUL, attribution=AttributionForm.FULL))
    only_first = frozenset({AttributionForm.FIRST_NAME})
    room.directory.officers[JANE] = replace(room.directory.officers[JANE], allowed=only_first)
    approved = room.use.approve_post(view.post.id, bob())
    assert approved.deliveries[0].parts == (TEXT,)


def test_a_decision_that_cannot_be_told_is_not_taken(room, awaiting):
    room.trail.trouble = TryLater("the chain is busy")
    with pytest.raises(TryLater):
        room.use.approve_post(awaiting.post.id, bob())
    with pytest.raises(TryLater):
        room.use.reject_post(awaiting.post.id, bob(), "No.")
    assert room.post(awaiting).state is PostState.AWAITING_APPROVAL


@pytest.mark.parametrize("note", ["a" * 2001, "\x00", "\u202e", "\ud800"])
def test_a_note_is_text_like_any_other(room, awaiting, note):
    with pytest.raises(Unacceptable) as refusal:
        room.use.reject_post(awaiting.post.id, bob(), note)
    assert {problem.field for problem in refusal.value.problems} == {"note"}
