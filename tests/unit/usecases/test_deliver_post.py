"""The promises of a delivery: out once, in order, and never in silence."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from tests.builders import SELBY, a_message, an_account, an_inbound
from tests.fakes import NOON
from tests.fakes.outlets import FakeOutlets, Fault
from tests.post_builders import MALTON, an_image
from tests.press_office import PressOffice
from watchdesk.domain.account import AccountState
from watchdesk.domain.audit import first_break
from watchdesk.domain.errors import (
    Defect,
    Gone,
    LeaseLost,
    NeedsAPerson,
    RateLimited,
    Reconnect,
    Refused,
    TryLater,
    Unconfirmed,
)
from watchdesk.domain.freeze import Freeze
from watchdesk.domain.message import MessageKey, MessageState
from watchdesk.domain.post import DeliveryState, PostId, PostState, Subject
from watchdesk.ports.posts import Outgoing
from watchdesk.usecases.carry_delivery import MOST_LOOKS, MOST_TRIES
from watchdesk.usecases.deliver_post import Outcome

ROAD = "The Selby road is open again."
MINUTE = timedelta(minutes=1)
THREAD = ("One 1/3", "Two 2/3", "Three 3/3")


@pytest.fixture
def office():
    return PressOffice()


def lost(*, arrives):
    return Fault(Unconfirmed("no answer"), arrives=arrives)


def test_a_post_goes_out_once_under_its_account(office):
    office.accepts()
    (attended,) = office.runs()
    office.tick(3)
    assert office.outlet().texts == [ROAD]
    assert office.outlet().calls == ["send"]
    assert (attended.outcome, attended.state, attended.sent) == (Outcome.CARRIED, DeliveryState.PUBLISHED, 1)
    delivery = office.delivery()
    assert (delivery.published[0].native_id, delivery.attention_at, delivery.lease) == ("public-1", None, None)


def test_what_the_queue_asks_for_goes_out_and_asking_twice_sends_once(office):
    post = office.accepts()
    assert [each.outcome for each in office.is_asked((post.id, SELBY), (post.id, SELBY))] == [Outcome.CARRIED]
    assert [each.outcome for each in office.is_asked((post.id, SELBY))] == [Outcome.NOT_DUE]
    assert office.outlet().calls == ["send"]


def test_what_nobody_accepted_is_not_due(office):
    assert [each.outcome for each in office.is_asked((PostId("nothing"), SELBY))] == [Outcome.NOT_DUE]


def test_every_word_is_sent_as_it_was_accepted(office):
    office.accepts(content_warning="collision", language="cy", images=(an_image(),))
    office.clock.advance(minutes=7)
    office.runs()
    [(_, part)] = office.outlet().public
    assert (part.key, part.dated, part.text) == (f"post-1-{SELBY}-0", NOON, ROAD)
    assert (part.language, part.content_warning, part.images) == ("cy", "collision", (an_image(),))
    assert part.reply_to is None


def test_a_scheduled_post_waits_for_its_time_and_misses_it_by_no_run(office):
    post = office.accepts(publish_at=NOON + timedelta(minutes=2))
    office.tick()
    assert [each.outcome for each in office.is_asked((post.id, SELBY))] == [Outcome.NOT_DUE]
    assert office.outlet().calls == []
    office.tick()
    assert office.outlet().texts == [ROAD]


def test_a_post_put_off_after_it_was_queued_waits_for_the_new_time(office):
    post = office.accepts()
    office.posts.save_post(replace(post, publish_at=NOON + 5 * MINUTE))
    office.runs()
    assert office.waits() == 5 * MINUTE
    office.tick(5)
    assert office.outlet().texts == [ROAD]


def test_what_is_not_approved_does_not_go_out(office):
    post = office.accepts()
    office.posts.save_post(replace(post, state=PostState.AWAITING_APPROVAL))
    office.tick(3)
    assert office.outlet().calls == []
    assert (office.state(), office.waits()) == (DeliveryState.ACCEPTED, None)


@pytest.mark.parametrize("state", [PostState.WITHDRAWN, PostState.REJECTED])
def test_what_is_withdrawn_or_rejected_before_it_left_never_goes_out(office, state):
    post = office.accepts()
    office.posts.save_post(replace(post, state=state))
    office.tick(2)
    assert office.outlet().calls == []
    assert (office.state(), office.waits(), office.outcomes) == (DeliveryState.WITHDRAWN, None, ["withdrawn"])


def test_two_runs_at_once_send_one_post(office):
    post = office.accepts()
    office.outlet().will("send", lambda: office.is_asked((post.id, SELBY)))
    office.runs()
    assert office.outlet().calls == ["send"]
    assert office.state() is DeliveryState.PUBLISHED


@pytest.mark.parametrize("error", [TryLater("busy"), RateLimited("slow down")])
def test_what_certainly_did_not_happen_is_tried_again_with_longer_and_longer_pauses(office, error):
    office.accepts()
    office.outlet().will("send", *[Fault(error)] * 3)
    office.runs()
    pauses = []
    while office.state() is DeliveryState.ACCEPTED:
        pauses.append(office.waits())
        assert office.delivery().trouble == error.kind
        office.clock.advance(seconds=office.waits().total_seconds())
        office.runs()
    assert pauses == [MINUTE, 2 * MINUTE, 4 * MINUTE]
    assert (office.outlet().texts, office.delivery().trouble) == ([ROAD], "")


def test_a_rate_limit_is_kept_to_its_instant(office):
    office.accepts()
    office.outlet().will("send", Fault(RateLimited("slow down", until=NOON + 7 * MINUTE)))
    office.runs()
    assert office.waits() == 7 * MINUTE


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (Refused("the image is too large: 2 MB at most"), "permanent_item: the image is too large: 2 MB at most"),
        (NeedsAPerson("write:statuses is missing"), "needs_a_person: write:statuses is missing"),
        (Reconnect("store a new credential"), "auth_reconnect: store a new credential"),
        (Gone("what it answers is gone"), "gone: what it answers is gone"),
    ],
)
def test_what_needs_a_change_fails_at_once_and_says_what_to_change(office, error, trouble):
    office.accepts()
    office.outlet().will("send", Fault(error))
    office.tick(3)
    assert office.outlet().calls == ["send"]
    assert (office.state(), office.delivery().trouble) == (DeliveryState.FAILED, trouble)
    assert (office.waits(), office.outcomes) == (None, ["failed"])


def test_one_accounts_failure_holds_up_no_other(office):
    office.accepts(accounts=(SELBY, MALTON))
    office.outlet(SELBY).will("send", Fault(ZeroDivisionError()))
    attended = {each.account: each for each in office.runs()}
    assert office.state(MALTON) is DeliveryState.PUBLISHED
    assert office.state(SELBY) is DeliveryState.UNCONFIRMED
    assert [type(error) for error in attended[SELBY].errors] == [ZeroDivisionError]
    assert attended[MALTON].errors == ()


def test_accounts_are_served_side_by_side(office):
    """Neither platform answers before the other is asked."""
    office.accepts(accounts=(SELBY, MALTON))
    both_asked = Barrier(2, timeout=10)
    for account in (SELBY, MALTON):
        office.outlet(account).will("send", both_asked.wait)
    office.runs()
    assert [office.outlet(account).texts for account in (SELBY, MALTON)] == [[ROAD], [ROAD]]


def test_a_lost_answer_is_shown_at_once_and_found_within_a_minute(office):
    office.accepts()
    office.outlet().will("send", lost(arrives=True))
    office.runs()
    assert (office.state(), office.delivery().trouble) == (DeliveryState.UNCONFIRMED, "unconfirmed")
    assert office.waits() < MINUTE
    office.tick()
    assert office.outlet().calls == ["send", "look"]
    assert (office.outlet().texts, office.state()) == ([ROAD], DeliveryState.PUBLISHED)
    assert office.outcomes == ["unconfirmed", "found", "published"]


def test_what_is_certainly_not_there_is_sent_again_as_the_same_thing(office):
    office.accepts()
    office.outlet().will("send", lost(arrives=False))
    sent = []
    office.outlet().will("send", lambda: sent.append(office.delivery()))
    office.runs()
    office.tick()
    [(_, part)] = office.outlet().public
    assert (part.key, part.dated, part.text) == (f"post-1-{SELBY}-0", NOON, ROAD)
    assert sent[0].state is DeliveryState.SENDING
    assert office.outcomes == ["unconfirmed", "absent", "published"]


def test_what_cannot_be_told_stays_unconfirmed_is_looked_for_less_and_less_and_then_waits_for_a_person(office):
    office.accepts()
    office.outlet().will("send", lost(arrives=True))
    office.outlet().will("look", *[Fault(TryLater("down"))] * 50)
    office.runs()
    for minute in range(120):
        office.tick()
        assert office.state() is DeliveryState.UNCONFIRMED, minute
    assert office.outlet().calls == ["send", *["look"] * MOST_LOOKS]
    assert (office.waits(), office.delivery().looks) == (None, MOST_LOOKS)
    assert office.outlet().texts == [ROAD]


@pytest.mark.parametrize("error", [Reconnect("dead"), ZeroDivisionError(), Unconfirmed("?"), Defect("?")])
def test_whatever_keeps_us_from_looking_nothing_is_sent(office, error):
    office.accepts()
    office.outlet().will("send", lost(arrives=True))
    office.outlet().will("look", Fault(error))
    office.runs()
    office.tick()
    assert (office.state(), office.outlet().calls) == (DeliveryState.UNCONFIRMED, ["send", "look"])
    office.tick(2)
    assert (office.state(), office.outlet().texts) == (DeliveryState.PUBLISHED, [ROAD])


def test_a_rate_limit_on_looking_is_kept(office):
    office.accepts()
    office.outlet().will("send", lost(arrives=True))
    office.outlet().will("look", Fault(RateLimited("slow", until=NOON + 10 * MINUTE)))
    office.runs()
    office.tick()
    assert office.waits() == 9 * MINUTE


@pytest.mark.parametrize("error", [Defect("unreadable answer"), LeaseLost("session"), ZeroDivisionError()])
def test_what_nobody_foresaw_counts_as_perhaps_public_and_rings_an_alarm(office, error):
    office.accepts()
    office.outlet().will("send", Fault(error, arrives=True))
    (attended,) = office.runs()
    assert attended.errors == (error,)
    assert office.state() is DeliveryState.UNCONFIRMED
    office.tick()
    assert office.outlet().texts == [ROAD]


def test_an_answer_that_is_always_lost_ends_in_a_failure_that_a_person_sees(office):
    office.accepts()
    office.outlet().will("send", *[lost(arrives=False)] * 50)
    office.tick(30)
    assert office.outlet().calls == ["send", "look"] * MOST_TRIES
    assert (office.state(), office.waits()) == (DeliveryState.FAILED, None)


def a_part(office):
    """What a run that died had just sent."""
    delivery = office.delivery()
    return Outgoing(
        account=an_account(), text=delivery.parts[0], key=delivery.keys[0], dated=delivery.dated, language="en"
    )


def test_a_run_that_died_while_sending_is_looked_for_first(office):
    office.accepts()
    killed = office.posts.lease(office.delivery(), "dead", NOON, NOON + timedelta(seconds=90))
    office.posts.save_delivery(replace(killed, state=DeliveryState.SENDING))
    office.outlet()._publish(a_part(office))
    office.tick()
    assert office.outlet().calls == []
    office.tick()
    assert office.outlet().calls == ["look"]
    assert (office.state(), office.outlet().texts) == (DeliveryState.PUBLISHED, [ROAD])
    assert office.outcomes == ["unconfirmed", "found", "published"]


def test_a_run_that_died_before_it_began_is_simply_repeated(office):
    office.accepts()
    office.posts.lease(office.delivery(), "dead", NOON, NOON + timedelta(seconds=90))
    office.tick(2)
    assert office.outlet().calls == ["send"]
    assert office.outcomes == ["published"]


def test_a_look_that_always_kills_its_run_is_not_made_for_ever(office):
    class Killed(BaseException):
        pass

    office.accepts()
    office.outlet().will("send", lost(arrives=True))
    office.outlet().will("look", *[Fault(Killed())] * 50)
    office.runs()
    for _ in range(60):
        office.clock.advance(minutes=1)
        try:
            office.runs()
        except Killed:
            continue
    assert office.outlet().calls.count("look") == MOST_LOOKS
    assert (office.state(), office.waits()) == (DeliveryState.UNCONFIRMED, None)


def test_a_thread_goes_out_in_order_each_part_under_the_one_before(office):
    office.accepts(*THREAD, images=(an_image(),))
    office.runs()
    public = [part for _, part in office.outlet().public]
    assert [part.text for part in public] == list(THREAD)
    assert [part.reply_to for part in public] == [None, "public-1", "public-2"]
    assert [len(part.images) for part in public] == [1, 0, 0]
    assert len({part.key for part in public}) == 3
    assert [part.native_id for part in office.delivery().published] == ["public-1", "public-2", "public-3"]
    assert office.outcomes == ["published"]


@pytest.mark.parametrize("arrives", [True, False])
def test_a_thread_goes_on_at_the_first_part_that_is_not_there(office, arrives):
    office.accepts(*THREAD)
    office.outlet().will("send", None, lost(arrives=arrives))
    office.runs()
    assert (office.state(), len(office.delivery().published)) == (DeliveryState.UNCONFIRMED, 1)
    office.tick()
    assert office.outlet().texts == list(THREAD)
    assert office.outlet().calls == ["send", "send", "look", *["send"] * (1 if arrives else 2)]
    assert [part.reply_to for _, part in office.outlet().public] == [None, "public-1", "public-2"]


def test_a_thread_that_is_refused_in_the_middle_says_so_and_goes_on_when_a_person_retries(office):
    office.accepts(*THREAD)
    office.outlet().will("send", None, Fault(Refused("too long")))
    office.tick(2)
    assert (office.state(), office.outlet().texts) == (DeliveryState.FAILED, ["One 1/3"])
    retried = replace(office.delivery(), state=DeliveryState.ACCEPTED, attention_at=office.clock.now())
    office.posts.save_delivery(retried)
    office.runs()
    assert office.outlet().texts == list(THREAD)


def test_a_run_whose_time_is_up_leaves_the_rest_of_a_thread_to_the_next(office):
    office.accepts(*THREAD)
    office.outlet().will("send", lambda: setattr(office.stopwatch, "remaining", timedelta(seconds=5)))
    office.runs()
    assert (office.outlet().texts, office.state()) == (["One 1/3"], DeliveryState.ACCEPTED)
    office.stopwatch.remaining = timedelta(seconds=55)
    office.runs()
    assert office.outlet().texts == list(THREAD)


def test_a_run_without_time_begins_nothing(office):
    post = office.accepts()
    office.stopwatch.remaining = timedelta(seconds=5)
    assert office.runs() == []
    assert [each.outcome for each in office.is_asked((post.id, SELBY))] == [Outcome.LEFT]
    assert office.outlet().calls == []


def freeze(**fields):
    return Freeze(**{"account": None, "by": Subject("gold"), "at": NOON} | fields)


@pytest.mark.parametrize("account", [None, SELBY])
def test_a_freeze_holds_back_what_has_not_gone_out_and_shows_it(office, account):
    office.accepts(accounts=(SELBY, MALTON))
    office.freezes.put(freeze(account=account))
    office.tick(5)
    assert office.outlet(SELBY).calls == []
    assert (office.state(SELBY), office.delivery(SELBY).held) == (DeliveryState.ACCEPTED, True)
    assert [each.account for each in office.posts.waiting() if each.held] == (
        [MALTON, SELBY] if account is None else [SELBY]
    )
    assert (office.outlet(MALTON).texts == [ROAD]) is (account is not None)


def test_what_was_held_goes_out_within_a_minute_of_the_freeze_being_lifted(office):
    office.accepts()
    office.freezes.put(freeze())
    office.tick(5)
    office.freezes.lift(None)
    office.tick()
    assert office.outlet().texts == [ROAD]
    assert not office.delivery().held


@pytest.mark.parametrize(
    "exempt",
    [
        {"exempt_subjects": frozenset({Subject("officer-7")})},
        {"exempt_posts": frozenset({PostId("post-1")})},
        {"account": MALTON},
    ],
)
def test_who_may_still_speak_is_not_held(office, exempt):
    office.accepts()
    office.freezes.put(freeze(**exempt))
    office.runs()
    assert office.outlet().texts == [ROAD]


def test_a_freeze_in_the_middle_of_a_thread_holds_the_rest(office):
    office.accepts(*THREAD)
    office.outlet().will("send", lambda: office.freezes.put(freeze()))
    office.runs()
    assert (office.outlet().texts, office.delivery().held) == (["One 1/3"], True)
    office.freezes.lift(None)
    office.tick()
    assert office.outlet().texts == list(THREAD)


def test_a_freeze_does_not_stop_the_search_for_what_may_be_public(office):
    office.accepts()
    office.outlet().will("send", lost(arrives=True))
    office.runs()
    office.freezes.put(freeze())
    office.tick()
    assert office.state() is DeliveryState.PUBLISHED


@pytest.mark.parametrize(
    ("state", "is_reply", "goes_out"),
    [
        (AccountState.ACTIVE, False, True),
        (AccountState.DRAINING, False, False),
        (AccountState.DRAINING, True, True),
        (AccountState.RETIRED, True, False),
    ],
)
def test_a_draining_account_only_answers_and_a_retired_one_is_silent(office, state, is_reply, goes_out):
    office.register.put(an_account(state=state))
    message = a_message()
    office.messages.add([message])
    office.accepts(reply_to=message.key if is_reply else None)
    office.runs()
    assert office.state() is (DeliveryState.PUBLISHED if goes_out else DeliveryState.FAILED)
    assert bool(office.outlet().calls) is goes_out


def test_an_account_that_has_left_the_register_fails_and_says_so():
    office = PressOffice()
    office.accepts()
    office.register.delete(type(an_account()), SELBY)
    office.runs()
    assert office.state() is DeliveryState.FAILED
    assert office.delivery().trouble == "needs_a_person: the register no longer holds this account"


def test_a_platform_nothing_can_post_to_fails_and_was_not_sent():
    office = PressOffice(outlets=FakeOutlets(SELBY))
    office.accepts()
    office.runs()
    assert (office.state(), office.outlet().calls) == (DeliveryState.FAILED, [])


def test_a_published_reply_answers_its_message_and_says_so_again_harmlessly(office):
    message = a_message()
    office.messages.add([message])
    office.accepts(*THREAD, reply_to=message.key)
    office.runs()
    assert [part.reply_to for _, part in office.outlet().public] == ["1001", "public-1", "public-2"]
    kept = office.messages.message(message.key)
    assert (kept.state, kept.answered_at) == (MessageState.DISPOSED, NOON)
    office.clock.advance(minutes=1)
    office.posts.save_delivery(replace(office.delivery(), attention_at=office.clock.now()))
    office.runs()
    assert office.messages.message(message.key) == kept
    assert office.waits() is None


def test_a_reply_that_is_not_out_answers_nothing(office):
    message = a_message()
    office.messages.add([message])
    office.accepts(reply_to=message.key)
    office.outlet().will("send", Fault(Refused("too long")))
    office.tick(2)
    assert office.messages.message(message.key).state is MessageState.UNREAD


def test_a_reply_is_a_reply_only_on_the_account_that_was_written_to(office):
    office.accepts(accounts=(SELBY, MALTON), reply_to=MessageKey(SELBY, an_inbound().surface, "1001"))
    office.runs()
    assert [part.reply_to for _, part in office.outlet(SELBY).public] == ["1001"]
    assert [part.reply_to for _, part in office.outlet(MALTON).public] == [None]


def test_a_message_that_cannot_be_answered_now_is_answered_by_the_next_run(office):
    class Down:
        def answer(self, *_):
            raise TryLater("the table is busy")

    message = a_message()
    office.messages.add([message])
    working, office.messages = office.messages, Down()
    office.accepts(reply_to=message.key)
    (attended,) = office.runs()
    assert (attended.outcome, office.state()) == (Outcome.FAILED, DeliveryState.PUBLISHED)
    office.messages = working
    office.tick(2)
    assert office.messages.message(message.key).state is MessageState.DISPOSED
    assert (office.outlet().calls, office.waits()) == (["send"], None)


def test_every_deed_is_told_once_however_often_the_audit_trail_was_down(office):
    office.accepts()
    office.audit.trouble = TryLater("the trail is busy")
    (attended,) = office.runs()
    assert attended.outcome is Outcome.FAILED
    office.tick(3)
    assert office.outcomes == []
    office.audit.trouble = None
    office.tick(3)
    assert office.outcomes == ["published"]
    assert office.outlet().calls == ["send"]
    deed = office.audit.deeds[0]
    assert (deed.actor, deed.action, deed.about, deed.at) == ("system", "deliver_post", "post-1", NOON)
    assert deed.facts == {"account": SELBY, "outcome": "published", "content": "a" * 64, "part": "public-1"}
    assert first_break(office.audit.entries()) is None


class FailsAfter:
    """A store whose deliveries can be written only so often."""

    def __init__(self, store, writes):
        self._store, self._left = store, writes

    def __getattr__(self, name):
        return getattr(self._store, name)

    def save_delivery(self, delivery):
        if not self._left:
            raise TryLater("the table is busy")
        self._left -= 1
        return self._store.save_delivery(delivery)


@pytest.mark.parametrize(("writes", "calls"), [(0, ["send"]), (1, ["send", "look"]), (2, ["send"])])
def test_a_store_that_goes_down_fails_the_run_and_nothing_is_sent_twice(office, writes, calls):
    office.accepts()
    working, office.posts = office.posts, FailsAfter(office.posts, writes)
    assert [each.outcome for each in office.runs()] == [Outcome.FAILED]
    office.posts = working
    office.tick(3)
    assert (office.outlet().texts, office.state()) == ([ROAD], DeliveryState.PUBLISHED)
    assert office.outlet().calls == calls
