"""A hostile item costs itself: it is kept with a deadline, and the page goes on."""

from tests.builders import an_inbound
from tests.fakes import FakeMessageStore
from tests.worlds.inbox import Desk
from watchdesk.core.errors import Defect
from watchdesk.core.message import Author, Unreadable, Urgency
from watchdesk.inbox.domain.storable_item import LONGEST_NAME, WHOLE_NAME, kept_raw
from watchdesk.inbox.dynamodb.message_item import item_of

LONG = "\U0001f600" * 450_000
ITEM_BYTES = 400 * 1024


class RefusingStore(FakeMessageStore):
    """A store that refuses one readable message, as DynamoDB refuses an item of more than 400 KB."""

    refused = frozenset({"m1"})

    def add(self, messages):
        taken = [message for message in messages if not self._refuses(message)]
        count = super().add(taken)
        if len(taken) < len(messages):
            raise Defect("PutItem on messages: ValidationException")
        return count

    def revise(self, message):
        if self._refuses(message):
            raise Defect("PutItem on messages: ValidationException")
        return super().revise(message)

    def _refuses(self, message):
        return message.key.native_id in self.refused and not isinstance(message.body, Unreadable)


def a_desk_with_a_refusing_store() -> Desk:
    desk = Desk()
    desk.poll()
    object.__setattr__(desk.poll_accounts, "messages", store := RefusingStore())
    desk.store = store
    return desk


def test_a_message_whose_authors_name_has_450_000_characters_is_stored_with_a_deadline():
    desk = Desk()
    desk.poll()
    desk.receives(1, author=Author(id="42", handle=LONG + "1", name=LONG))
    desk.receives(1)
    assert not desk.poll().errors
    first, _ = sorted(desk.store.messages, key=lambda message: message.key.native_id)
    assert (first.body.author.name, len(first.body.author.handle)) == (LONG[:LONGEST_NAME], LONGEST_NAME)
    assert [(kept.kind, kept.alt) for kept in first.body.attachments] == [
        (WHOLE_NAME, LONG + "1"),
        (WHOLE_NAME, LONG),
    ]
    assert first.deadline > first.first_seen_at
    assert desk.state().watched_until == desk.clock.now()
    in_parts = {"text", "attachments", "url"}
    whole = {name: value for name, value in item_of(first).items() if name not in in_parts}
    assert len(str(whole).encode()) < ITEM_BYTES


def test_a_message_that_the_store_refuses_is_kept_raw_with_a_deadline_and_the_page_goes_on():
    desk = a_desk_with_a_refusing_store()
    desk.receives(3, text="He has a gun")
    report = desk.poll()
    assert (report.errors, report.failed) == ({}, None)
    assert desk.stored == {"m0", "m1", "m2"}
    kept = next(message for message in desk.store.messages if message.key.native_id == "m1")
    assert "He has a gun" in kept.body.raw
    assert (kept.urgency, kept.deadline) == (Urgency.URGENT, max(m.deadline for m in desk.store.messages))
    assert desk.state().watched_until == desk.clock.now()


def test_a_message_that_was_kept_raw_does_not_stop_later_polls():
    desk = a_desk_with_a_refusing_store()
    desk.receives(2)
    desk.poll()
    desk.receives(1)
    report = desk.poll()
    assert (report.errors, report.counts.revised) == ({}, 0)
    assert desk.stored == {"m0", "m1", "m2"}


def test_an_item_kept_raw_fits_into_one_item_of_the_table():
    raw = kept_raw(an_inbound(text="\U0001f600" * 100_000))
    assert len(raw.raw.encode()) < ITEM_BYTES
    assert "cut from" in raw.problem
