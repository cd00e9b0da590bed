"""Whatever is done in whatever order, the doubles and the adapters say the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.aws_tables import create_table
from tests.builders import SELBY, a_feed_state, a_message, an_inbound, an_own_reply, an_unreadable, edited
from tests.dynamo_stores import messages_in, watch_in
from tests.fakes import NOON, FakeFeedStateStore, FakeMessageStore
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.account import AccountId
from watchdesk.core.errors import WatchdeskError
from watchdesk.core.message import Author, MessageState, Urgency

Step = Callable[[Any, Any], Any]
"""What is done to a subject at an instant; what it answers is compared."""

searching = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ids = st.sampled_from(["1", "2", "3", "4"])
minutes = st.integers(0, 90).map(lambda n: timedelta(minutes=n))
urgencies = st.sampled_from(Urgency)


def shown(native_id):
    """Four messages of two people in two threads; the last cannot be read at first."""
    number = int(native_id)
    if number == 4:
        return a_message(an_unreadable("4"))
    author = Author(id=str(number % 2), handle="h")
    sent_at = NOON + timedelta(minutes=number)
    return a_message(an_inbound(native_id, thread_id=str(number // 3), author=author, sent_at=sent_at))


def add(chosen, state):
    return lambda store, _: store.add([replace(shown(each), state=state) for each in chosen])


def revise(native_id, version, urgency, after):
    message = shown(native_id)

    def step(store, now):
        edit = edited(message, version, urgency=urgency, reason="rule", deadline=NOON + after, first_seen_at=now)
        return store.revise(edit)

    return step


def answer(named, thread_id, after):
    reply = an_own_reply(answers=named, thread_id=thread_id, sent_at=NOON + after)
    return lambda store, now: store.answer(SELBY, reply, now)


def mark_deleted(native_id):
    return lambda store, now: store.mark_deleted(shown(native_id).key, now)


def hand_over(which, alert, now_after):
    def step(store, now):
        due = store.due(NOON + now_after * 10, 100)
        return due and [store.hand_over(due[which % len(due)], alert, now) for _ in range(2)]

    return step


def dismiss(which):
    def step(store, now):
        due = store.due(now + timedelta(days=1), 100)
        return due and store.dismiss(due[which % len(due)])

    return step


message_steps = st.one_of(
    st.builds(add, st.lists(ids, max_size=4), st.sampled_from(MessageState)),
    st.builds(revise, ids, st.sampled_from(["1", "2", "3"]), urgencies, minutes),
    st.builds(answer, st.none() | ids, st.none() | st.sampled_from(["0", "1"]), minutes),
    st.builds(mark_deleted, ids),
    st.builds(hand_over, st.integers(0, 3), st.sampled_from(["a", "b"]), minutes),
    st.builds(dismiss, st.integers(0, 3)),
)


def everything(store):
    keys = [shown(native_id).key for native_id in "1234"]
    said = [(store.message(key), store.later_versions(key)) for key in keys]
    return said, store.read(keys), store.versions(keys), store.due(NOON + timedelta(days=1), 100)


def told(subject, steps):
    """What every step came to; an error counts by its class."""
    answers = []
    for number, step in enumerate(steps):
        try:
            answers.append(step(subject, NOON + timedelta(hours=2, minutes=number)))
        except WatchdeskError as error:
            answers.append(type(error))
    return answers


@searching
@given(st.lists(message_steps, min_size=3, max_size=25))
def test_messages_are_kept_alike(dynamodb, steps):
    double = FakeMessageStore()
    real = messages_in(Table(dynamodb, create_table(dynamodb, "MessagesTable")))
    assert told(real, steps) == told(double, steps)
    assert everything(real) == everything(double)


accounts = st.sampled_from([AccountId("york"), AccountId("selby")])
leases = st.sampled_from(["one", "two"])


def enrol(account):
    return lambda watch, now: watch.enrol(account, now)


def retire(account):
    return lambda watch, _: watch.retire(account)


def make_due(account):
    return lambda watch, now: watch.make_due(account, now)


def requeue(after):
    return lambda watch, now: [watch.requeue(poll, now + after) for poll in watch.due(now)]


def poll(account, lease, held, after, *, ends):
    """A poll from its beginning, and to its end unless it dies on the way."""

    def step(watch, now):
        poll, states = watch.begin(account, lease, now, now + held)
        if ends:
            next_poll_at = None if after < timedelta(minutes=3) else now + after
            watch.finish(replace(poll, next_poll_at=next_poll_at, last_poll_at=now, failures=1), lease)
        return poll, states

    return step


def save(account, feed, revision, head):
    return lambda watch, _: watch.save(a_feed_state(account, feed, revision=revision, head=head))


def finish(account, lease, after):
    def step(watch, now):
        polls = [poll for poll, _ in watch.all() if poll.account == account]
        return [watch.finish(replace(poll, next_poll_at=now + after), lease) for poll in polls]

    return step


watch_steps = st.one_of(
    st.builds(enrol, accounts),
    st.builds(retire, accounts),
    st.builds(make_due, accounts),
    st.builds(requeue, minutes),
    st.builds(poll, accounts, leases, minutes, minutes, ends=st.booleans()),
    st.builds(finish, accounts, leases, minutes),
    st.builds(save, accounts, st.sampled_from("ab"), st.integers(0, 3), st.sampled_from("xy")),
)


@searching
@given(st.lists(watch_steps, min_size=3, max_size=25))
def test_the_watch_is_kept_alike(dynamodb, steps):
    double = FakeFeedStateStore()
    real = watch_in(Table(dynamodb, create_table(dynamodb, "WatchTable")))
    assert told(real, steps) == told(double, steps)
    assert real.all() == double.all()
    assert real.due(NOON + timedelta(days=1)) == double.due(NOON + timedelta(days=1))
