from datetime import timedelta

import pytest

from tests.fakes import NOON
from tests.worlds.publishing import CAREFUL, JANE, SELBY, SIGNED, TEXT, YORK, a_request, an_upload, bob
from watchdesk.core.errors import LeaseLost
from watchdesk.core.problems import ProblemCode
from watchdesk.publishing.domain.post import DeliveryState, MediaId, PendingChange, PublishedPart
from watchdesk.publishing.domain.post_request import AttachedImage
from watchdesk.register.domain.officer import AttributionForm

PART = PublishedPart(native_id="1", version="1", url="https://social.example/1")


def signed(*accounts, **fields):
    return a_request(*accounts, **{"attribution": AttributionForm.FULL} | fields)


def places(carriers):
    return {(carrier.post, carrier.account) for carrier in carriers}


def test_from_that_moment_no_post_is_accepted_with_the_name(room):
    room.use.withhold_name(JANE, bob())
    assert room.codes(signed()) == {ProblemCode.ATTRIBUTION}


def test_what_is_not_out_yet_goes_out_without_the_name(room):
    later, awaiting = room.accepted(signed(publish_at=NOON + timedelta(hours=1))), room.accepted(signed(CAREFUL))
    result = room.use.withhold_name(JANE, bob())
    assert places(result.unsigned) == {(later.post.id, SELBY), (awaiting.post.id, CAREFUL)}
    for view, account in ((later, SELBY), (awaiting, CAREFUL)):
        assert room.delivery(view, account).parts == (TEXT,)
        assert room.post(view).attribution.text == ""
        assert room.post(view).content_hash != view.post.content_hash
    assert room.delivery(later).attention_at == NOON + timedelta(hours=1)
    assert room.delivery(awaiting, CAREFUL).attention_at is None


def test_what_is_out_is_edited_where_that_can_be_and_taken_down_where_it_cannot(room):
    view = room.accepted(signed(SELBY, YORK))
    room.goes_out(view, SELBY)
    room.goes_out(view, YORK)
    now = room.clock.advance(days=100)
    room.requests.asked.clear()
    result = room.use.withhold_name(JANE, bob())
    assert (places(result.edits), places(result.take_downs)) == ({(view.post.id, YORK)}, {(view.post.id, SELBY)})
    york, selby = room.delivery(view, YORK), room.delivery(view, SELBY)
    assert (york.wish, york.revised, york.attention_at) == (PendingChange.EDIT, (TEXT,), now)
    assert (selby.wish, selby.attention_at) == (PendingChange.WITHDRAW, now)
    assert sorted(room.requests.asked) == [(view.post.id, SELBY), (view.post.id, YORK)]


def test_whose_words_were_out_is_kept_for_ever(room):
    view = room.accepted(signed(YORK))
    room.goes_out(view, YORK)
    room.use.withhold_name(JANE, bob())
    assert room.post(view).author == JANE
    assert room.post(view).attribution.text == "PC Jane Smith, Selby"


@pytest.mark.parametrize("state", [DeliveryState.SENDING, DeliveryState.UNCONFIRMED])
@pytest.mark.parametrize("account", [SELBY, YORK])
def test_what_may_be_out_is_looked_for_by_its_words_and_taken_down(room, state, account):
    view = room.accepted(signed(account))
    room.becomes(view, state, account)
    result = room.use.withhold_name(JANE, bob())
    assert places(result.take_downs) == {(view.post.id, account)}
    assert room.delivery(view, account).parts == (TEXT + SIGNED,)
    assert room.delivery(view, account).wish is PendingChange.WITHDRAW


@pytest.mark.parametrize("state", [DeliveryState.ACCEPTED, DeliveryState.FAILED])
def test_of_a_thread_that_went_out_in_part_the_last_part_goes_without_the_name(room, state):
    view = room.accepted(signed(text="word " * 100, split=True))
    room.becomes(view, state, published=(PART,))
    room.use.withhold_name(JANE, bob())
    assert not any("Smith" in part for part in room.delivery(view).parts)
    assert room.delivery(view).wish is None


def test_a_thread_that_is_out_keeps_its_parts_and_loses_the_name(room):
    view = room.accepted(signed(YORK, text="word " * 200, split=True))
    before = room.goes_out(view, YORK)
    room.use.withhold_name(JANE, bob())
    revised = room.delivery(view, YORK).revised
    assert len(revised) == len(before.parts) > 1
    assert revised[:-1] == before.parts[:-1]
    assert before.parts[-1] == revised[-1] + SIGNED


def test_posts_of_others_and_posts_without_the_name_stay_as_they_are(room):
    bobs, unsigned = room.accepted(principal=bob()), room.accepted()
    room.goes_out(unsigned)
    result = room.use.withhold_name(JANE, bob())
    assert (result.unsigned, result.edits, result.take_downs, result.rest) == ((), (), (), ())
    assert (room.post(bobs), room.post(unsigned)) == (bobs.post, unsigned.post)


def test_what_was_taken_back_already_is_left_alone(room):
    view = room.accepted(signed())
    room.use.withdraw_post(view.post.id, bob())
    assert room.use.withhold_name(JANE, bob()).unsigned == ()


def test_a_text_that_names_the_officer_is_left_to_a_person(room):
    view = room.accepted(a_request(text="Ask jane\nSMITH about it."), bob())
    other = room.accepted(a_request(text="Ask Jane Smithson about it."), bob())
    rest = room.use.withhold_name(JANE, bob()).rest
    assert [carrier.post for carrier in rest] == [view.post.id]
    assert other.post.id not in places(rest)


def test_a_post_far_back_is_found(room):
    view = room.accepted(signed())
    for number in range(120):
        room.accepted(a_request(text=f"Number {number}"))
    assert places(room.use.withhold_name(JANE, bob()).unsigned) == {(view.post.id, SELBY)}


def test_withholding_twice_is_withholding_once(room):
    view = room.accepted(signed(SELBY, YORK))
    room.goes_out(view, YORK)
    room.use.withhold_name(JANE, bob())
    before = (room.delivery(view, SELBY), room.delivery(view, YORK))
    again = room.use.withhold_name(JANE, bob())
    assert (again.unsigned, again.edits, again.take_downs) == ((), (), ())
    assert (room.delivery(view, SELBY), room.delivery(view, YORK)) == before


def test_a_delivery_that_begins_meanwhile_does_not_carry_the_name_away(room):
    view = room.accepted(signed())
    save, moved = room.store.save, []

    def moving(post, deliveries):
        if not moved:
            room.clock.advance(seconds=1)
            moved.append(room.becomes(view, DeliveryState.SENDING))
        return save(post, deliveries)

    room.store.save = moving
    result = room.use.withhold_name(JANE, bob())
    assert places(result.take_downs) == {(view.post.id, SELBY)}
    assert room.actions().count("unsign_post") == 1


def test_what_moves_on_for_ever_is_named_and_the_others_are_seen_to(room):
    restless, calm = room.accepted(signed(text="One.")), room.accepted(signed(text="Two."))
    save = room.store.save

    def moving(post, deliveries):
        if post.id == restless.post.id:
            raise LeaseLost("it has moved on")
        return save(post, deliveries)

    room.store.save = moving
    result = room.use.withhold_name(JANE, bob())
    assert places(result.rest) == {(restless.post.id, None)}
    assert places(result.unsigned) == {(calm.post.id, SELBY)}


def test_a_run_that_holds_a_delivery_and_has_sent_nothing_loses_it(room):
    view = room.accepted(signed())
    taken = room.leased(view)
    room.use.withhold_name(JANE, bob())
    assert room.delivery(view).lease is None
    with pytest.raises(LeaseLost):
        room.store.save_delivery(taken)


def test_a_post_of_nothing_but_images_loses_the_name_too(room):
    room.uploads.add(an_upload())
    images = (AttachedImage(media=MediaId("image-1"), alt="A road under water."),)
    view = room.accepted(signed(text="", images=images))
    assert room.delivery(view).parts == ("PC Jane Smith, Selby",)
    room.use.withhold_name(JANE, bob())
    assert room.delivery(view).parts == ("",)
