from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from infra.memory.due_queue import DueQueue
from tests.fakes import NOON

LATER = NOON + timedelta(minutes=1)
notes = st.lists(st.tuples(st.sampled_from("abcd"), st.none() | st.integers(0, 5)), max_size=30)


def test_a_key_wants_attention_at_its_last_instant_only():
    queue = DueQueue()
    for at in (NOON, LATER, NOON, LATER):
        queue.schedule("a", at)
    assert queue.due(NOON, 10) == []
    assert queue.due(LATER, 10) == ["a"]
    assert queue.soonest() == LATER


def test_what_is_shown_as_due_stays_due_until_it_is_noted_otherwise():
    queue = DueQueue()
    queue.schedule("a", NOON)
    assert queue.due(NOON, 10) == queue.due(NOON, 10) == ["a"]
    queue.schedule("a", None)
    assert queue.due(LATER, 10) == []
    assert queue.soonest() is None


@given(notes, st.integers(0, 5), st.integers(0, 5))
def test_it_says_the_same_as_a_list_that_is_sorted_at_every_look(noted, minute, limit):
    queue, plain = DueQueue(), {}
    for key, at in noted:
        plain[key] = None if at is None else NOON + timedelta(minutes=at)
        queue.schedule(key, plain[key])
    now = NOON + timedelta(minutes=minute)
    due = sorted((at, key) for key, at in plain.items() if at is not None and at <= now)
    assert queue.due(now, limit) == [key for _, key in due][:limit]
    assert queue.soonest() == min((at for at in plain.values() if at is not None), default=None)
    assert {key: queue.at(key) for key in plain} == plain
