"""What every OpenMessages and every RedatingLog keeps."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import a_message, an_inbound
from tests.fakes import NOON
from watchdesk.core.message import MessageState
from watchdesk.inbox.domain.deadlines import MessageDates
from watchdesk.inbox.domain.redating_progress import RedatingProgress

LATER = NOON + timedelta(hours=1)
NEVER = NOON + timedelta(days=9999)


def walked(store):
    """Every page from the first to the last, and how many there were."""
    found, pages, position = [], 0, ""
    while position is not None:
        page = store.open_page(position)
        found += page.messages
        pages, position = pages + 1, page.following
    return found, pages


def test_a_walk_shows_every_message_that_wants_attention_once_whenever_that_is(open_store):
    messages = [a_message(an_inbound(str(at)), deadline=NOON + timedelta(days=at)) for at in range(30)]
    same = [a_message(an_inbound(f"same-{at}"), deadline=LATER) for at in range(30)]
    open_store.add([*messages, *same])
    found, pages = walked(open_store)
    assert sorted(str(each.key) for each in found) == sorted(str(each.key) for each in [*messages, *same])
    assert pages > 10


def test_a_walk_passes_over_what_an_alert_looks_after(open_store):
    open_store.add([a_message(an_inbound("1"), deadline=NOON), a_message(an_inbound("2"))])
    [waiting] = open_store.due(NOON, 1)
    open_store.hand_over(waiting, "alert-1", NOON)
    assert [each.key.native_id for each in walked(open_store)[0]] == ["2"]


def test_a_walk_over_nothing_ends(open_store):
    assert walked(open_store)[0] == []


def test_a_message_is_given_new_dates(open_store):
    open_store.add([a_message()])
    [waiting] = walked(open_store)[0]
    assert open_store.redate(waiting, MessageDates(deadline=LATER, attention_at=NOON))
    [redated] = open_store.due(NOON, 1)
    assert redated == replace(waiting, deadline=LATER, attention_at=NOON)


@pytest.mark.parametrize(
    "meanwhile",
    [{"state": MessageState.OPENED}, {"attention_at": NOON}, {"attention_at": None}, {"deadline": NOON}],
)
def test_what_has_changed_since_it_was_read_keeps_its_dates(open_store, meanwhile):
    open_store.add([a_message()])
    [waiting] = walked(open_store)[0]
    assert not open_store.redate(replace(waiting, **meanwhile), MessageDates(deadline=LATER, attention_at=LATER))
    assert open_store.due(NEVER, 1) == [waiting]


def test_how_far_the_messages_have_been_dated_is_noted_whole(redating_log):
    assert redating_log.last() is None
    under_way = RedatingProgress(digest="a", seen_at=NOON, begun_at=LATER, position='["3", null]')
    for noted in (under_way, replace(under_way, begun_at=None, position="", is_done=True)):
        redating_log.note(noted)
        assert redating_log.last() == noted
