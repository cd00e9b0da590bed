import pytest

from tests.fakes import NOON
from tests.worlds.publishing import JANE, SELBY, TEXT, YORK, a_request, bob, jane, somebody
from watchdesk.core.account import Account, AccountId
from watchdesk.core.errors import Conflict, ConflictCode, TryLater, Unacceptable, Unknown
from watchdesk.core.problems import ProblemCode
from watchdesk.publishing.domain.confirmation import ConfirmationOutcome
from watchdesk.publishing.domain.post import DeliveryState, PendingChange, PublishedPart
from watchdesk.register.domain.officer import AttributionForm

LINK = "https://pds.example/selby.example/at-1"
FIRST = PublishedPart(native_id="at-0", version="1", url="https://pds.example/selby.example/at-0")


def test_a_failed_delivery_is_sent_again_under_the_same_keys_from_where_it_stopped(room):
    view = room.accepted(a_request(text="word " * 100, split=True))
    failed = room.becomes(
        view, DeliveryState.FAILED, published=(FIRST,), tries=5, looks=3, trouble="auth_reconnect"
    )
    now = room.clock.advance(hours=1)
    room.use.retry_delivery(view.post.id, SELBY, jane())
    again = room.delivery(view)
    assert (again.state, again.attention_at, again.tries, again.looks, again.trouble) == (
        DeliveryState.ACCEPTED,
        now,
        0,
        0,
        "",
    )
    assert (again.keys, again.dated, again.published) == (failed.keys, failed.dated, (FIRST,))
    assert room.requests.asked[-1] == (view.post.id, SELBY)


@pytest.mark.parametrize("state", [state for state in DeliveryState if state is not DeliveryState.FAILED])
def test_only_what_has_certainly_failed_is_tried_again(room, state):
    view = room.accepted()
    room.becomes(view, state)
    with pytest.raises(Conflict) as refusal:
        room.use.retry_delivery(view.post.id, SELBY, jane())
    assert refusal.value.code is ConflictCode.NOT_FAILED
    assert room.delivery(view).state is state


def test_what_was_withdrawn_is_not_tried_again(room):
    view = room.accepted()
    room.becomes(view, DeliveryState.FAILED, published=(FIRST,))
    room.use.withdraw_post(view.post.id, bob())
    with pytest.raises(Conflict) as refusal:
        room.use.retry_delivery(view.post.id, SELBY, jane())
    assert refusal.value.code is ConflictCode.WITHDRAWN


def test_what_a_platform_would_not_take_down_is_not_added_to(room):
    view = room.accepted(a_request(text="word " * 100, split=True))
    room.becomes(view, DeliveryState.FAILED, published=(FIRST,))
    room.use.withdraw_post(view.post.id, bob())
    room.becomes(view, DeliveryState.FAILED, wish=None, trouble="permanent_item: too old to be taken down")
    with pytest.raises(Conflict) as refusal:
        room.use.retry_delivery(view.post.id, SELBY, jane())
    assert refusal.value.code is ConflictCode.WITHDRAWN


def test_a_retry_takes_off_a_name_that_is_withheld_since(room):
    view = room.accepted(a_request(attribution=AttributionForm.FULL))
    room.becomes(view, DeliveryState.FAILED)
    room.directory.withhold(JANE)
    room.use.retry_delivery(view.post.id, SELBY, jane())
    assert room.delivery(view).parts == (TEXT,)


def test_what_somebody_found_is_published_where_they_found_it(room):
    view = room.accepted()
    room.becomes(view, DeliveryState.UNCONFIRMED)
    room.use.confirm_delivery(view.post.id, SELBY, jane(), ConfirmationOutcome.PUBLISHED, LINK)
    there = room.delivery(view)
    assert (there.state, there.attention_at) == (DeliveryState.PUBLISHED, None)
    assert [(part.native_id, part.url) for part in there.published] == [("at-1", LINK)]
    assert room.trail.deeds[-1].facts["outcome"] == "published"


def test_what_somebody_did_not_find_has_failed_and_waits_for_a_person(room):
    view = room.accepted()
    room.becomes(view, DeliveryState.UNCONFIRMED)
    room.use.confirm_delivery(view.post.id, SELBY, jane(), ConfirmationOutcome.NOT_PUBLISHED)
    assert (room.delivery(view).state, room.delivery(view).attention_at) == (DeliveryState.FAILED, None)


def test_a_thread_goes_on_behind_the_part_that_was_found(room):
    view = room.accepted(a_request(text="word " * 100, split=True))
    room.becomes(view, DeliveryState.UNCONFIRMED)
    room.use.confirm_delivery(view.post.id, SELBY, jane(), ConfirmationOutcome.PUBLISHED, LINK)
    assert (room.delivery(view).state, room.delivery(view).attention_at) == (DeliveryState.ACCEPTED, NOON)


@pytest.mark.parametrize(
    ("outcome", "state", "wish", "attention_at"),
    [
        (ConfirmationOutcome.PUBLISHED, DeliveryState.PUBLISHED, PendingChange.WITHDRAW, NOON),
        (ConfirmationOutcome.NOT_PUBLISHED, DeliveryState.WITHDRAWN, None, None),
    ],
)
def test_what_was_to_be_taken_down_still_is_if_it_was_there(room, outcome, state, wish, attention_at):
    view = room.accepted()
    room.becomes(view, DeliveryState.UNCONFIRMED)
    room.use.withdraw_post(view.post.id, bob())
    room.use.confirm_delivery(view.post.id, SELBY, jane(), outcome, LINK)
    settled = room.delivery(view)
    assert (settled.state, settled.wish, settled.attention_at) == (state, wish, attention_at)


@pytest.mark.parametrize("link", ["", "https://elsewhere.example/1", LINK + "\n", LINK + "a" * 1000, "\ud800"])
def test_a_link_to_anything_else_confirms_nothing(room, link):
    view = room.accepted()
    room.becomes(view, DeliveryState.UNCONFIRMED)
    with pytest.raises(Unacceptable) as refusal:
        room.use.confirm_delivery(view.post.id, SELBY, jane(), ConfirmationOutcome.PUBLISHED, link)
    assert [problem.code for problem in refusal.value.problems] == [ProblemCode.LINK]
    assert room.delivery(view).state is DeliveryState.UNCONFIRMED


@pytest.mark.parametrize("state", [state for state in DeliveryState if state is not DeliveryState.UNCONFIRMED])
def test_only_what_is_unconfirmed_is_confirmed(room, state):
    view = room.accepted()
    room.becomes(view, state)
    with pytest.raises(Conflict) as refusal:
        room.use.confirm_delivery(view.post.id, SELBY, jane(), ConfirmationOutcome.NOT_PUBLISHED)
    assert refusal.value.code is ConflictCode.NOT_UNCONFIRMED


def test_a_look_that_ends_meanwhile_wins_over_a_person(room):
    view = room.accepted()
    room.becomes(view, DeliveryState.UNCONFIRMED)
    save = room.store.save_delivery

    def overtaken(delivery):
        room.store.save_delivery = save
        room.goes_out(view)
        return save(delivery)

    room.store.save_delivery = overtaken
    with pytest.raises(Conflict) as refusal:
        room.use.confirm_delivery(view.post.id, SELBY, jane(), ConfirmationOutcome.NOT_PUBLISHED)
    assert refusal.value.code is ConflictCode.CHANGED
    assert room.delivery(view).state is DeliveryState.PUBLISHED


def test_an_account_that_left_the_register_is_unknown(room):
    view = room.accepted()
    room.becomes(view, DeliveryState.UNCONFIRMED)
    room.register.delete(Account, SELBY)
    with pytest.raises(Unknown):
        room.use.confirm_delivery(view.post.id, SELBY, jane(), ConfirmationOutcome.PUBLISHED, LINK)


def test_both_need_the_right_to_speak_on_that_account(room):
    view = room.accepted(a_request(SELBY, YORK))
    room.becomes(view, DeliveryState.FAILED)
    for roles in (("publish:york-mastodon", "view:*"), ("draft:*",), ("reply:*", "approve:*", "withdraw:*")):
        with pytest.raises(Unknown):
            room.use.retry_delivery(view.post.id, SELBY, somebody("eve", *roles))
    with pytest.raises(Unknown):
        room.use.retry_delivery(view.post.id, AccountId("nowhere"), bob())
    assert room.use.retry_delivery(view.post.id, SELBY, bob("publish:selby-bluesky", "view:selby-bluesky"))


def test_what_cannot_be_told_is_not_settled(room):
    view = room.accepted()
    room.becomes(view, DeliveryState.FAILED)
    room.trail.trouble = TryLater("the chain is busy")
    with pytest.raises(TryLater):
        room.use.retry_delivery(view.post.id, SELBY, jane())
    assert room.delivery(view).state is DeliveryState.FAILED
