"""The threads in which stored messages stand."""

from collections import defaultdict

from infra.memory.inbox.stored_message import StoredMessage
from watchdesk.core.account import AccountId
from watchdesk.core.message import MessageKey, OwnReply

Index = defaultdict[tuple[AccountId, str], dict[MessageKey, StoredMessage]]


class MessageThreads:
    """Finds what a reply answers without a look at every message."""

    def __init__(self) -> None:
        self._by_thread: Index = defaultdict(dict)
        self._by_native_id: Index = defaultdict(dict)

    def add(self, stored: StoredMessage) -> None:
        """Note where the message stands; it is no error if that is known."""
        key, place = stored.message.key, stored.place
        self._by_native_id[key.account, key.native_id][key] = stored
        if place is not None:
            self._by_thread[key.account, place.thread][key] = stored

    def remove(self, stored: StoredMessage) -> None:
        """Forget the message."""
        key, place = stored.message.key, stored.place
        _drop(self._by_native_id, (key.account, key.native_id), key)
        if place is not None:
            _drop(self._by_thread, (key.account, place.thread), key)

    def answered(self, account: AccountId, reply: OwnReply) -> list[StoredMessage]:
        """Return the messages that the reply answers (see OwnReply), in whatever state they are."""
        if reply.answers is None:
            return self._messages_before(account, reply)
        named = self._by_native_id.get((account, reply.answers), {})
        earlier = {key: other for stored in named.values() for key, other in self._earlier(account, stored)}
        return list((named | earlier).values())

    def _messages_before(self, account: AccountId, reply: OwnReply) -> list[StoredMessage]:
        thread = reply.thread_id
        if thread is None:
            return []
        others = self._by_thread.get((account, thread), {}).values()
        return [other for other in others if other.place and other.place.is_before(thread, reply.sent_at)]

    def _earlier(self, account: AccountId, named: StoredMessage) -> list[tuple[MessageKey, StoredMessage]]:
        place = named.place
        if place is None:
            return []
        others = self._by_thread.get((account, place.thread), {}).items()
        return [(key, other) for key, other in others if other.place and other.place.is_answered_with(place)]


def _drop(index: Index, entry: tuple[AccountId, str], key: MessageKey) -> None:
    index[entry].pop(key, None)
    if not index[entry]:
        del index[entry]
