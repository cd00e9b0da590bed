from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes import NOON
from tests.worlds.publishing import CAREFUL, JANE, SELBY, SIGNED, YORK, a_request, an_upload, bob, jane
from watchdesk.core.errors import Conflict, ConflictCode, Unacceptable, Unknown
from watchdesk.core.principal import Subject
from watchdesk.core.problems import ProblemCode
from watchdesk.publishing.domain.post import DeliveryState, MediaId, PostState
from watchdesk.publishing.domain.post_request import AttachedImage
from watchdesk.register.domain.officer import AttributionForm


def with_text(text):
    return lambda request: replace(request, text=text)


def later(room, **fields):
    return room.accepted(a_request(publish_at=NOON + timedelta(hours=1), **fields))


def test_other_words_stand_in_place_of_the_first_under_new_keys(room):
    before = later(room, attribution=AttributionForm.FULL)
    after = room.use.edit_post(before.post.id, with_text("Closed again."), jane())
    assert after.deliveries[0].parts == ("Closed again." + SIGNED,)
    assert set(after.deliveries[0].keys).isdisjoint(before.deliveries[0].keys)
    assert after.post.publish_at == before.post.publish_at == after.deliveries[0].attention_at
    assert (after.post.created_at, after.post.id) == (before.post.created_at, before.post.id)
    assert after.post.content_hash != before.post.content_hash
    assert room.trail.deeds[-1].facts["was"] == before.post.content_hash


def test_a_post_whose_time_is_past_but_that_is_held_may_be_edited_and_goes_out_when_it_may(room):
    view = room.accepted(a_request(CAREFUL))
    room.clock.advance(hours=3)
    assert room.use.edit_post(view.post.id, with_text("Later."), jane()).post.state is PostState.AWAITING_APPROVAL


def test_an_edit_is_looked_at_as_a_whole(room):
    view = later(room)
    with pytest.raises(Unacceptable) as refusal:
        room.use.edit_post(view.post.id, with_text("a" * 301 + "\x00"), jane())
    assert {problem.code for problem in refusal.value.problems} == {
        ProblemCode.TOO_LONG,
        ProblemCode.CONTROL_CHARACTER,
    }
    assert room.post(view) == view.post


def test_saying_the_same_again_is_no_duplicate_of_itself(room):
    view = later(room)
    assert (
        room.use.edit_post(view.post.id, lambda request: replace(request, language="cy"), jane()).post.language
        == "cy"
    )


def test_the_accounts_of_a_post_are_fixed(room):
    view = later(room)
    with pytest.raises(Unacceptable) as refusal:
        room.use.edit_post(view.post.id, lambda request: replace(request, accounts=(SELBY, YORK)), jane())
    assert [problem.code for problem in refusal.value.problems] == [ProblemCode.ACCOUNTS_ARE_FIXED]


def test_an_image_of_the_post_stays_its_own_when_the_upload_is_forgotten(room):
    room.uploads.add(an_upload())
    view = later(room, images=(AttachedImage(media=MediaId("image-1"), alt="A road."),))
    room.uploads.uploads.clear()
    other_alt = (AttachedImage(media=MediaId("image-1"), alt="A wet road."),)
    edited = room.use.edit_post(view.post.id, lambda request: replace(request, images=other_alt), jane())
    assert [image.alt for image in edited.post.images] == ["A wet road."]


def test_an_approved_post_that_is_changed_awaits_approval_again(room):
    view = room.accepted(a_request(CAREFUL, publish_at=NOON + timedelta(hours=1)))
    room.use.approve_post(view.post.id, bob())
    edited = room.use.edit_post(view.post.id, with_text("Something nobody approved."), jane())
    assert (edited.post.state, edited.post.decision) == (PostState.AWAITING_APPROVAL, None)
    assert edited.deliveries[0].attention_at is None


def test_a_rejected_post_is_handed_in_again_by_changing_it(room):
    view = room.accepted(a_request(CAREFUL))
    room.use.reject_post(view.post.id, bob(), "Leave the street out.")
    edited = room.use.edit_post(view.post.id, with_text("A road is closed."), jane())
    assert edited.post.state is PostState.AWAITING_APPROVAL
    assert edited.deliveries[0].state is DeliveryState.ACCEPTED


def test_a_post_that_failed_before_anything_was_out_may_be_mended(room):
    view = room.accepted()
    room.becomes(view, DeliveryState.FAILED)
    edited = room.use.edit_post(view.post.id, with_text("Shorter."), jane())
    assert (edited.deliveries[0].state, edited.deliveries[0].attention_at) == (DeliveryState.ACCEPTED, NOON)


@pytest.mark.parametrize("state", [DeliveryState.SENDING, DeliveryState.UNCONFIRMED])
def test_what_may_be_out_is_not_changed_any_more(room, state):
    view = room.accepted(a_request(SELBY, YORK))
    room.becomes(view, state, YORK)
    with pytest.raises(Conflict) as refusal:
        room.use.edit_post(view.post.id, with_text("Other."), jane())
    assert refusal.value.code is ConflictCode.ALREADY_OUT


def test_what_is_out_or_withdrawn_is_not_changed_any_more(room):
    out, withdrawn = room.accepted(), room.accepted()
    room.goes_out(out)
    room.use.withdraw_post(withdrawn.post.id, bob())
    for view, code in ((out, ConflictCode.ALREADY_OUT), (withdrawn, ConflictCode.WITHDRAWN)):
        with pytest.raises(Conflict) as refusal:
            room.use.edit_post(view.post.id, with_text("Other."), jane())
        assert refusal.value.code is code


def test_a_run_that_holds_a_delivery_and_has_sent_nothing_loses_it_to_an_edit(room):
    view = room.accepted()
    taken = room.leased(view)
    room.use.edit_post(view.post.id, with_text("Other."), jane())
    standing = room.delivery(view)
    assert standing.lease is None
    assert standing.revision > taken.revision


def test_an_edit_gives_way_to_a_delivery_that_began_meanwhile(room):
    view = room.accepted()

    def meanwhile(request):
        room.becomes(view, DeliveryState.SENDING)
        return replace(request, text="Other.")

    with pytest.raises(Conflict) as refusal:
        room.use.edit_post(view.post.id, meanwhile, jane())
    assert refusal.value.code is ConflictCode.CHANGED
    assert room.post(view).text == view.post.text


def test_a_post_that_a_freeze_lets_through_goes_through_as_it_reads(room):
    view = later(room)
    room.use.set_freeze(None, bob(), exempt_posts=frozenset({view.post.id}))
    with pytest.raises(Conflict) as refusal:
        room.use.edit_post(view.post.id, with_text("Something else."), jane())
    assert refusal.value.code is ConflictCode.SAME_PERSON
    room.use.set_freeze(None, bob())
    assert room.use.edit_post(view.post.id, with_text("Something else."), jane()).post.text == "Something else."


def test_nobody_but_the_author_edits(room):
    view = later(room)
    with pytest.raises(Unknown):
        room.use.edit_post(view.post.id, with_text("Other."), bob())


def test_a_name_withheld_while_an_edit_was_on_its_way_does_not_go_out(room):
    view = later(room, attribution=AttributionForm.FULL)
    save = room.store.save

    def meanwhile(post, deliveries):
        room.directory.withhold(Subject(JANE))
        return save(post, deliveries)

    room.store.save = meanwhile
    edited = room.use.edit_post(view.post.id, with_text("Other."), jane())
    assert edited.deliveries[0].parts == ("Other.",)


def test_the_first_request_still_finds_the_post_after_an_edit(room):
    request = a_request(publish_at=NOON + timedelta(hours=1))
    first = room.use.accept_post(request, "key", jane())
    room.use.edit_post(first.view.post.id, with_text("Other."), jane())
    again = room.use.accept_post(request, "key", jane())
    assert (again.is_replay, again.view.post.text) == (True, "Other.")
