"""What shall come down comes down: looked for first, repeated until it is certain, held back by nothing."""

from datetime import timedelta

import pytest

from tests.builders import SELBY, an_account
from tests.fakes import NOON
from tests.fakes.outlets import Fault
from tests.publishing.builders import MALTON
from tests.worlds.delivering import THREAD
from watchdesk.core.errors import Gone, Reconnect, Refused, TryLater, Unconfirmed
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.freeze import Freeze
from watchdesk.publishing.domain.post import DeliveryState, PendingChange, PublishedPart
from watchdesk.publishing.ports.posts import TooPublic

MINUTE = timedelta(minutes=1)


def published(office, *parts):
    post = office.accepts(*parts)
    office.runs()
    assert office.state() is DeliveryState.PUBLISHED
    return post


def freeze():
    return Freeze(account=None, by=Subject("gold"), at=NOON)


def test_what_is_withdrawn_comes_down_everywhere_the_last_part_first(office):
    post = office.accepts(*THREAD, accounts=(SELBY, MALTON))
    office.runs()
    office.withdraws(post)
    office.tick()
    for account in (SELBY, MALTON):
        assert office.outlet(account).texts == []
        assert office.outlet(account).down == ["public-3", "public-2", "public-1"]
        assert (office.state(account), office.waits(account)) == (DeliveryState.WITHDRAWN, None)
        assert office.delivery(account).wish is None
    assert office.outcomes.count("withdrawn") == 2


def test_a_freeze_leaves_nothing_up_that_shall_come_down(office):
    post = published(office)
    office.freezes.put(freeze())
    office.withdraws(post)
    office.tick()
    assert office.outlet().texts == []


def test_what_somebody_took_down_already_counts_as_down(office):
    post = published(office)
    office.outlet().will("withdraw", Fault(Gone("deleted")))
    office.withdraws(post)
    office.tick()
    assert office.state() is DeliveryState.WITHDRAWN


@pytest.mark.parametrize("error", [Gone("deleted"), TryLater("busy"), Unconfirmed("no answer"), Refused("no")])
@pytest.mark.parametrize("failing", [0, 1, 2])
def test_a_part_that_does_not_come_down_keeps_no_other_part_up(office, error, failing):
    post = published(office, *THREAD)
    faults = [None] * 3
    faults[failing] = Fault(error)
    office.outlet().will("withdraw", *faults)
    office.withdraws(post)
    office.tick()
    assert len(office.outlet().texts) == 1


def test_a_refused_part_does_not_end_the_withdrawal_of_a_part_that_may_still_come_down(office):
    post = published(office, *THREAD)
    office.outlet().will("withdraw", Fault(Refused("no")), Fault(TryLater("busy")))
    office.withdraws(post)
    office.tick()
    assert office.delivery().wish is PendingChange.WITHDRAW
    office.tick()
    assert (office.state(), office.outlet().texts) == (DeliveryState.WITHDRAWN, [])


def test_people_read_why_a_post_stays_up_after_a_few_tries(office):
    post = published(office)
    office.outlet().will("withdraw", *[Fault(TryLater("the server still shows it"))] * 9)
    office.withdraws(post)
    office.tick()
    assert office.delivery().trouble == "transient"
    office.tick(10)
    assert office.delivery().trouble == "transient: the server still shows it"


WIDER = TooPublic(
    "the server made it public instead of direct",
    published=PublishedPart(native_id="public-1", version="1", url="https://social.example/public-1"),
)


@pytest.mark.parametrize("down_at_once", [True, False])
def test_an_answer_that_is_wider_than_asked_comes_down_at_once_and_people_read_why(office, down_at_once):
    office.accepts()
    office.outlet().will("send", Fault(WIDER, arrives=True))
    if not down_at_once:
        office.outlet().will("withdraw", Fault(TryLater("busy")))
    office.runs()
    assert office.outlet().calls == ["send", "withdraw"]
    office.tick()
    assert (office.state(), office.outlet().texts) == (DeliveryState.WITHDRAWN, [])
    assert office.delivery().trouble == f"too_public: {WIDER}"
    assert "too_public" in office.outcomes


def test_an_edited_answer_that_became_wider_comes_down_at_once_and_people_read_why(office):
    post = published(office, *THREAD)
    office.outlet().will("edit", Fault(WIDER, arrives=True))
    office.edits(post, "One! 1/3", "Two 2/3", "Three 3/3")
    office.runs()
    assert (office.state(), office.outlet().texts) == (DeliveryState.WITHDRAWN, [])
    assert office.delivery().trouble == f"too_public: {WIDER}"


@pytest.mark.parametrize("error", [TryLater("busy"), Unconfirmed("no answer"), ZeroDivisionError()])
@pytest.mark.parametrize("arrives", [True, False])
def test_a_withdrawal_is_repeated_until_it_is_certain(office, error, arrives):
    post = published(office)
    office.outlet().will("withdraw", Fault(error, arrives=arrives))
    office.withdraws(post)
    office.tick()
    assert (office.state(), office.waits()) == (DeliveryState.PUBLISHED, MINUTE)
    office.tick()
    assert (office.state(), office.outlet().texts) == (DeliveryState.WITHDRAWN, [])


def test_a_withdrawal_waits_for_a_dead_credential_to_be_replaced(office):
    post = published(office)
    office.outlet().will("withdraw", *[Fault(Reconnect("store a new credential"))] * 2)
    office.withdraws(post)
    office.tick()
    assert (office.delivery().trouble, office.waits()) == ("auth_reconnect: store a new credential", 15 * MINUTE)
    office.tick(30)
    assert office.outlet().texts == []


def test_a_withdrawal_that_is_refused_says_so_and_stays_public(office):
    post = published(office)
    office.outlet().will("withdraw", Fault(Refused("too old")))
    office.withdraws(post)
    office.tick(5)
    assert (office.state(), office.waits(), office.delivery().wish) == (DeliveryState.PUBLISHED, None, None)
    assert office.delivery().trouble == "permanent_item: too old"
    assert office.outcomes == ["published", "withdrawal_refused"]


def test_a_withdrawal_while_the_answer_is_lost_looks_first_and_takes_down_what_it_finds(office):
    post = office.accepts()
    office.outlet().will("send", Fault(Unconfirmed("no answer"), arrives=True))
    office.runs()
    office.withdraws(post)
    office.tick()
    assert office.outlet().calls == ["send", "look", "withdraw"]
    assert (office.state(), office.outlet().texts) == (DeliveryState.WITHDRAWN, [])


def test_what_was_lost_and_is_not_there_is_not_sent_again_once_it_is_withdrawn(office):
    post = office.accepts()
    office.outlet().will("send", Fault(Unconfirmed("no answer")))
    office.runs()
    office.withdraws(post)
    office.tick(5)
    assert office.outlet().calls == ["send", "look"]
    assert office.state() is DeliveryState.WITHDRAWN


def test_what_waits_for_a_person_is_looked_for_again_when_it_is_withdrawn(office):
    post = office.accepts()
    office.outlet().will("send", Fault(Unconfirmed("no answer"), arrives=True))
    office.outlet().will("look", *[Fault(TryLater("down"))] * 6)
    office.tick(120)
    assert (office.state(), office.waits()) == (DeliveryState.UNCONFIRMED, None)
    office.withdraws(post)
    office.tick()
    assert (office.state(), office.outlet().texts) == (DeliveryState.WITHDRAWN, [])


def test_a_thread_withdrawn_while_it_goes_out_stops_and_comes_down(office):
    post = office.accepts(*THREAD)
    office.outlet().will("send", lambda: office.withdraws(post))
    office.runs()
    office.tick()
    assert office.outlet().calls == ["send", "withdraw"]
    assert (office.state(), office.outlet().texts) == (DeliveryState.WITHDRAWN, [])


def test_a_post_withdrawn_while_its_answer_is_lost_is_both(office):
    post = office.accepts()
    meanwhile = Fault(Unconfirmed("no answer"), arrives=True, meanwhile=lambda: office.withdraws(post))
    office.outlet().will("send", meanwhile)
    office.runs()
    assert (office.state(), office.delivery().wish) == (DeliveryState.UNCONFIRMED, PendingChange.WITHDRAW)
    office.tick()
    assert (office.state(), office.outlet().texts) == (DeliveryState.WITHDRAWN, [])


def test_a_post_withdrawn_between_its_lease_and_its_sending_never_leaves(office):
    post = office.accepts()
    freezes = office.freezes

    class Withdrawn:
        def all(self):
            office.freezes = freezes
            if office.delivery().wish is None:
                office.withdraws(post)
            return []

    office.freezes = Withdrawn()
    office.runs()
    office.tick()
    assert office.outlet().calls == []
    assert office.state() is DeliveryState.WITHDRAWN


def test_a_half_published_thread_comes_down_even_after_it_failed(office):
    post = office.accepts(*THREAD)
    office.outlet().will("send", None, Fault(Refused("too long")))
    office.runs()
    office.withdraws(post)
    office.tick()
    assert (office.state(), office.outlet().texts) == (DeliveryState.WITHDRAWN, [])


def test_a_half_published_thread_that_may_not_come_down_has_failed_and_says_so(office):
    post = office.accepts(*THREAD)
    office.outlet().will("send", Fault(Unconfirmed("no answer"), arrives=True))
    office.outlet().will("withdraw", Fault(TryLater("busy")), Fault(Refused("too old")))
    office.runs()
    office.withdraws(post)
    office.tick()
    assert (office.state(), office.delivery().wish) == (DeliveryState.ACCEPTED, PendingChange.WITHDRAW)
    office.tick(5)
    assert office.outlet().calls == ["send", "look", "withdraw", "withdraw"]
    assert (office.state(), office.delivery().trouble) == (DeliveryState.FAILED, "permanent_item: too old")
    assert (len(office.delivery().published), office.waits()) == (1, None)


def test_a_withdrawal_on_an_account_that_left_the_register_waits_for_a_person(office):
    post = published(office)
    office.register.delete(type(an_account()), SELBY)
    office.withdraws(post)
    office.tick()
    assert (office.state(), office.waits()) == (DeliveryState.PUBLISHED, 15 * MINUTE)
    assert office.delivery().wish is PendingChange.WITHDRAW


def test_a_run_without_time_leaves_amendments_to_the_next(office):
    post = published(office, *THREAD)
    office.withdraws(post)
    office.outlet().will("withdraw", lambda: setattr(office.stopwatch, "remaining", timedelta(seconds=5)))
    office.tick()
    assert (len(office.outlet().texts), office.waits()) == (2, timedelta(0))
    office.stopwatch.remaining = timedelta(seconds=55)
    office.tick()
    assert office.outlet().texts == []
