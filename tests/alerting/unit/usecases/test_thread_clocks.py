"""A new message of a thread has a clock of its own, and a reply of ours ends those it answers."""

from datetime import timedelta

from tests.builders import SELBY, a_message, an_inbound, an_own_reply
from watchdesk.core.message import Urgency

M = timedelta(minutes=1)


def in_thread(desk, native_id):
    """The same member of the public writes on in the thread that "1" began: due in half an hour."""
    now = desk.clock.now()
    message = a_message(
        an_inbound(native_id, thread_id="1", sent_at=now), urgency=Urgency.URGENT, deadline=now + 30 * M
    )
    desk.messages.add([message])
    return message.key


def test_a_new_message_of_a_thread_has_a_clock_of_its_own(desk):
    first = in_thread(desk, "1")
    desk.later(minutes=20)
    second = in_thread(desk, "2")
    desk.later(minutes=10)
    desk.sweep()
    assert desk.alerts.members(desk.alert.id) == [first]
    desk.later(minutes=20)
    desk.sweep()
    assert desk.alerts.members(desk.alert.id) == [first, second]


def test_a_message_after_our_reply_starts_the_threads_clock_again(desk):
    first = in_thread(desk, "1")
    desk.later(minutes=10)
    desk.messages.answer(SELBY, an_own_reply(first.native_id, sent_at=desk.clock.now()), desk.clock.now())
    desk.later(minutes=10)
    second = in_thread(desk, "2")
    desk.later(minutes=29)
    assert desk.sweep().opened == []
    desk.later(minutes=1)
    desk.sweep()
    assert desk.alerts.members(desk.alert.id) == [second]


def test_nothing_that_follows_lengthens_the_clock_of_an_older_message(desk):
    first = in_thread(desk, "1")
    was = desk.messages.read([first])[0].deadline
    for number in range(2, 8):
        desk.later(minutes=4)
        in_thread(desk, str(number))
        desk.sweep()
    assert desk.messages.read([first])[0].deadline == was
    desk.later(minutes=6)
    assert desk.sweep().handed_over == 1
