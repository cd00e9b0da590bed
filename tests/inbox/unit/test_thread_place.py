"""Which messages a reply answers, by their places in a thread."""

from dataclasses import replace
from datetime import timedelta

from tests.fakes import NOON
from watchdesk.inbox.domain.thread_place import ThreadPlace

LATER = NOON + timedelta(minutes=1)
EARLIER = ThreadPlace(thread="77", author="jo", sent_at=NOON)
NAMED = replace(EARLIER, sent_at=LATER)


def test_a_reply_in_a_thread_answers_what_was_sent_there_before_it():
    assert EARLIER.is_before("77", LATER)
    assert not EARLIER.is_before("78", LATER)
    assert not EARLIER.is_before("77", NOON)


def test_a_reply_to_a_message_answers_what_its_author_sent_in_the_thread_before():
    assert EARLIER.is_answered_with(NAMED)
    assert not NAMED.is_answered_with(EARLIER)
    assert not replace(EARLIER, author="alex").is_answered_with(NAMED)
    assert not replace(EARLIER, thread="78").is_answered_with(NAMED)
