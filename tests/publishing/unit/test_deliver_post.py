"""The promises of a delivery: out once, as it was accepted, and never in silence."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from tests.builders import SELBY, an_account
from tests.fakes import NOON
from tests.fakes.outlets import FakeOutlets, Fault
from tests.publishing.builders import MALTON, an_image
from tests.worlds.delivering import ROAD, PressOffice
from watchdesk.core.errors import Gone, NeedsAPerson, RateLimited, Reconnect, Refused, TryLater
from watchdesk.publishing.domain.post import DeliveryState, PostId, PostState
from watchdesk.publishing.usecases.deliver_post import DeliveryOutcome

MINUTE = timedelta(minutes=1)


def test_a_post_goes_out_once_under_its_account(office):
    office.accepts()
    (attended,) = office.runs()
    office.tick(3)
    assert office.outlet().texts == [ROAD]
    assert office.outlet().calls == ["send"]
    assert (attended.outcome, attended.state, attended.sent) == (
        DeliveryOutcome.ADVANCED,
        DeliveryState.PUBLISHED,
        1,
    )
    delivery = office.delivery()
    assert (delivery.published[0].native_id, delivery.attention_at, delivery.lease) == ("public-1", None, None)


def test_what_the_queue_asks_for_goes_out_and_asking_twice_sends_once(office):
    post = office.accepts()
    assert [each.outcome for each in office.is_asked((post.id, SELBY), (post.id, SELBY))] == [
        DeliveryOutcome.ADVANCED
    ]
    assert [each.outcome for each in office.is_asked((post.id, SELBY))] == [DeliveryOutcome.NOT_DUE]
    assert office.outlet().calls == ["send"]


def test_what_nobody_accepted_is_not_due(office):
    assert [each.outcome for each in office.is_asked((PostId("nothing"), SELBY))] == [DeliveryOutcome.NOT_DUE]


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
    assert [each.outcome for each in office.is_asked((post.id, SELBY))] == [DeliveryOutcome.NOT_DUE]
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
