"""A thread goes out in order, and goes on where it stopped."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SELBY
from tests.fakes.outlets import Fault
from tests.publishing.builders import an_image
from tests.worlds.delivering import THREAD, lost
from watchdesk.core.errors import Refused
from watchdesk.publishing.domain.post import DeliveryState
from watchdesk.publishing.usecases.deliver_post import DeliveryOutcome


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
    assert [each.outcome for each in office.is_asked((post.id, SELBY))] == [DeliveryOutcome.LEFT]
    assert office.outlet().calls == []
