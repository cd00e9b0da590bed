"""Whatever is asked and in whatever order, only documented errors are raised and nothing changes unrecorded."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.builders import a_message, an_inbound
from tests.fakes import NOON
from tests.worlds.publishing import (
    BOB,
    CAREFUL,
    JANE,
    RETIRED,
    SELBY,
    TEXT,
    YORK,
    Newsroom,
    X,
    a_request,
    an_upload,
    bob,
    jane,
)
from watchdesk.core.account import AccountId, Platform, Surface
from watchdesk.core.errors import Conflict, LeaseLost, TryLater, Unacceptable, Unknown
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import Principal, Subject
from watchdesk.publishing.domain.confirmation import ConfirmationOutcome
from watchdesk.publishing.domain.post import DeliveryState, MediaId, PostId, PostState, Visibility
from watchdesk.publishing.domain.post_request import AttachedImage, PostRequest
from watchdesk.register.domain.officer import AttributionForm

DOCUMENTED = (Unknown, Unacceptable, Conflict, TryLater, LeaseLost)

any_text = st.text(alphabet=st.characters(codec=None, categories=None), max_size=40) | st.sampled_from(
    ["", TEXT, "a" * 400, "\ud800", "\x00", "\u202e", "#" * 30, "https://" * 9]
)
account_ids = st.sampled_from([SELBY, YORK, CAREFUL, RETIRED, X]) | any_text.map(AccountId)
instants = st.datetimes(
    timezones=st.none() | st.sampled_from([timezone(timedelta(hours=each)) for each in (-23, 0, 23)])
)
keys = st.builds(MessageKey, account_ids, st.sampled_from(Surface), st.just("1001") | any_text)
images = st.builds(AttachedImage, media=st.just(MediaId("image-1")) | any_text.map(MediaId), alt=any_text)


def mostly(usual, wild):
    """One time in sixteen something wild: many requests are good, and most others wrong in one way."""
    return st.integers(0, 15).flatmap(lambda drawn: wild if drawn == 15 else st.just(usual))


requests = st.builds(
    PostRequest,
    text=mostly(TEXT, any_text),
    accounts=mostly((SELBY,), st.lists(account_ids, max_size=4).map(tuple)),
    attribution=mostly(AttributionForm.FULL, st.sampled_from(AttributionForm)),
    variants=mostly({}, st.dictionaries(st.sampled_from(Platform), any_text, max_size=2)),
    images=mostly((), st.lists(images, max_size=6).map(tuple)),
    reply_to=mostly(None, keys),
    publish_at=mostly(None, instants | st.just(NOON + timedelta(hours=1))),
    language=mostly("en", any_text),
    content_warning=mostly("", any_text),
    visibility=mostly(Visibility.PUBLIC, st.sampled_from(Visibility)),
    split=st.booleans(),
)


@pytest.fixture
def room():
    return Newsroom()


def a_room():
    room = Newsroom()
    room.uploads.add(an_upload())
    room.messages.add([a_message(an_inbound(), account=account) for account in (SELBY, YORK)])
    return room


@settings(max_examples=60, deadline=None)
@given(requests, mostly("key", any_text))
def test_whatever_is_asked_there_is_a_preview_and_only_what_it_approves_is_accepted(request, key):
    room = a_room()
    preview = room.preview(request)
    accepted = None
    with suppress(Unacceptable):
        accepted = room.use.accept_post(request, key, jane())
    if accepted is None:
        event("refused")
        assert room.store.posts == {}
        assert room.trail.chain == []
        return
    event("accepted")
    assert preview.problems == ()
    shown = {each.account: each.parts for each in preview.accounts}
    assert {each.account: each.parts for each in accepted.view.deliveries} == shown
    assert room.actions() == ["accept_post"]


people = st.sampled_from([jane(), bob(), jane("draft:*"), bob("view:york-mastodon")])


@dataclass
class Turn:
    """Somebody does something to the post, or the delivery side does."""

    room: Newsroom
    post: PostId
    who: Principal
    words: str
    state: DeliveryState

    def edit(self):
        self.room.use.edit_post(
            self.post, lambda asked: PostRequest(text=self.words, accounts=asked.accounts), self.who
        )

    def approve(self):
        self.room.use.approve_post(self.post, self.who, self.words or None)

    def reject(self):
        self.room.use.reject_post(self.post, self.who, self.words)

    def withdraw(self):
        self.room.use.withdraw_post(self.post, self.who)

    def retry(self):
        self.room.use.retry_delivery(self.post, SELBY, self.who)

    def confirm(self):
        self.room.use.confirm_delivery(self.post, SELBY, self.who, ConfirmationOutcome.PUBLISHED, self.words)

    def see(self):
        self.room.use.read_post(PostId(self.words), self.who)

    def freeze(self):
        exempt = frozenset({Subject(self.words)})
        self.room.use.set_freeze(SELBY, self.who, reason=self.words, exempt_subjects=exempt)

    def lift(self):
        self.room.use.lift_freeze(AccountId(self.words), self.who)

    def withhold(self):
        self.room.use.withhold_name(Subject(self.words), self.who)

    def deliver(self):
        self.room.becomes(self.room.use.read_post(self.post, bob()), self.state)


STEPS = tuple(name for name in vars(Turn) if not name.startswith("_"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), people, any_text, st.sampled_from(DeliveryState)), max_size=6))
def test_in_whatever_order_things_are_done_only_documented_errors_arise(steps):
    room = a_room()
    view = room.accepted(a_request(SELBY, CAREFUL))
    for step, who, words, state in steps:
        # The same deed at the same instant is told once.
        room.clock.advance(seconds=1)
        told = len(room.trail.chain)
        before = dict(room.store.posts), dict(room.freezes.standing)
        with suppress(*DOCUMENTED):
            getattr(Turn(room, view.post.id, who, words, state), step)()
        is_changed = before != (dict(room.store.posts), dict(room.freezes.standing))
        assert not is_changed or len(room.trail.chain) > told
    is_withdrawn = room.post(view).state is PostState.WITHDRAWN
    assert not is_withdrawn or room.delivery(view, CAREFUL).state is DeliveryState.WITHDRAWN


def test_from_the_first_draft_to_the_last_correction(room):
    """One post as a force lives it."""
    use = room.use
    draft = use.accept_post(a_request(SELBY, CAREFUL, attribution=AttributionForm.FULL), "key", jane())
    use.reject_post(draft.view.post.id, bob(), "Say which road.")
    use.edit_post(
        draft.view.post.id, lambda request: a_request(*request.accounts, text="The A19 is open."), jane()
    )
    approved = use.approve_post(draft.view.post.id, bob())
    assert {delivery.parts for delivery in approved.deliveries} == {("The A19 is open.",)}
    room.goes_out(approved, SELBY)
    room.becomes(approved, DeliveryState.UNCONFIRMED, CAREFUL)
    link = "https://social.example/selby@social.example/1"
    use.confirm_delivery(approved.post.id, CAREFUL, jane(), ConfirmationOutcome.PUBLISHED, link)
    gone = use.withdraw_post(approved.post.id, bob())
    assert gone.post.state is PostState.WITHDRAWN
    assert [(deed.actor, deed.action) for deed in room.trail.deeds] == [
        (JANE, "accept_post"),
        (BOB, "reject_post"),
        (JANE, "edit_post"),
        (BOB, "approve_post"),
        (JANE, "confirm_delivery"),
        (BOB, "withdraw_post"),
    ]
    assert all(isinstance(deed.at, datetime) for deed in room.trail.deeds)
