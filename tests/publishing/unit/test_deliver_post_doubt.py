"""What may be public already is shown, looked for and never sent blindly."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SELBY, an_account
from tests.fakes import NOON
from tests.fakes.outlets import Fault
from tests.worlds.delivering import ROAD, lost
from watchdesk.core.errors import Defect, LeaseLost, RateLimited, Reconnect, TryLater, Unconfirmed
from watchdesk.publishing.domain.post import DeliveryState
from watchdesk.publishing.ports.posts import OutgoingPart
from watchdesk.publishing.usecases.deliver_post import DeliveryOutcome
from watchdesk.publishing.usecases.resolve_doubt import MAX_CHECKS, MAX_LOST_RESPONSES

MINUTE = timedelta(minutes=1)


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
    assert office.outlet().calls == ["send", *["look"] * MAX_CHECKS]
    assert (office.waits(), office.delivery().looks) == (None, MAX_CHECKS)
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
    assert office.outlet().calls == ["send", "look"] * MAX_LOST_RESPONSES
    assert (office.state(), office.waits()) == (DeliveryState.FAILED, None)


def a_part(office):
    """What a run that died had just sent."""
    delivery = office.delivery()
    return OutgoingPart(
        account=an_account(), text=delivery.parts[0], key=delivery.keys[0], dated=delivery.dated, language="en"
    )


def test_a_platform_that_was_merely_busy_is_not_one_that_loses_answers(office):
    office.accepts()
    office.outlet().will("send", *[TryLater("busy")] * (MAX_LOST_RESPONSES + 1), lost(arrives=False))
    for _ in range(3 * MAX_LOST_RESPONSES):
        office.tick(minutes=15)
    assert (office.outlet().texts, office.state()) == ([ROAD], DeliveryState.PUBLISHED)


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
    assert office.outlet().calls.count("look") == MAX_CHECKS
    assert (office.state(), office.waits()) == (DeliveryState.UNCONFIRMED, None)


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
    assert [each.outcome for each in office.runs()] == [DeliveryOutcome.FAILED]
    office.posts = working
    office.tick(3)
    assert (office.outlet().texts, office.state()) == ([ROAD], DeliveryState.PUBLISHED)
    assert office.outlet().calls == calls
