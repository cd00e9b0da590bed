"""Direct messages on a simulated Bluesky, with a log of events for every member."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from infra.local.simulators.bluesky.identifiers import Tids
from infra.local.simulators.bluesky.model import ChatMessage, Convo, LogEntry
from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.timestamps import EPOCH

BEGINNING = "2" * 13
"""The cursor of an empty log."""


class Chat:
    """All conversations of a network."""

    def __init__(self, tids: Tids) -> None:
        self._tids = tids
        self.convos: dict[str, Convo] = {}
        self.logs: defaultdict[str, list[LogEntry]] = defaultdict(list)
        self._pairs: dict[frozenset[str], str] = {}

    def convo_between(self, starter: str, other: str, now: datetime) -> Convo:
        """Return the conversation of two members. The first of them begins it if there is none."""
        pair = frozenset((starter, other))
        if pair not in self._pairs:
            convo = Convo(
                id=self._tids.next(now), rev=self._tids.next(now), members=(starter, other), accepted={starter}
            )
            self.convos[convo.id], self._pairs[pair] = convo, convo.id
            self._log(
                convo.members, LogEntry(rev=convo.rev, kind="logBeginConvo", convo=convo.id, visible_at=EPOCH)
            )
        return self.convos[self._pairs[pair]]

    def of(self, did: str) -> list[Convo]:
        """Return the conversations of a member, the most recently changed first."""
        mine = [convo for convo in self.convos.values() if did in convo.members]
        return sorted(mine, key=lambda convo: convo.rev, reverse=True)

    def send(
        self, convo: Convo, sender: str, body: JsonObject, now: datetime, visible_at: datetime
    ) -> ChatMessage:
        """Add a message and return it. A sender who has not accepted the conversation yet accepts it."""
        self.accept(convo, sender, now)
        message = ChatMessage(
            id=self._tids.next(now),
            rev=self._tids.next(now),
            sender=sender,
            sent_at=now,
            visible_at=visible_at,
            body=body,
        )
        convo.messages.append(message)
        convo.rev = convo.read_to[sender] = message.rev
        self._log(convo.members, _entry_about(message, "logCreateMessage", convo, message.visible_at))
        return message

    def delete(self, convo: Convo, message: ChatMessage, now: datetime) -> None:
        """Mark the message as deleted."""
        message.deleted = True
        message.rev = convo.rev = self._tids.next(now)
        self._log(convo.members, _entry_about(message, "logDeleteMessage", convo, EPOCH))

    def accept(self, convo: Convo, did: str, now: datetime) -> str | None:
        """Accept the conversation. Return the new rev, or None if it was accepted before."""
        if did in convo.accepted:
            return None
        convo.accepted.add(did)
        convo.rev = self._tids.next(now)
        self._log([did], LogEntry(rev=convo.rev, kind="logAcceptConvo", convo=convo.id, visible_at=EPOCH))
        return convo.rev

    def read(self, convo: Convo, did: str, up_to: ChatMessage, now: datetime) -> None:
        """Mark the conversation as read. Only the log of the reader records this."""
        convo.read_to[did] = max(up_to.rev, convo.read_to.get(did, ""))
        rev = self._tids.next(now)
        entry = LogEntry(rev=rev, kind="logReadConvo", convo=convo.id, visible_at=EPOCH, message=up_to)
        self._log([did], entry)

    def _log(self, members: Iterable[str], entry: LogEntry) -> None:
        for did in members:
            self.logs[did].append(entry)


def _entry_about(message: ChatMessage, kind: str, convo: Convo, visible_at: datetime) -> LogEntry:
    return LogEntry(rev=message.rev, kind=kind, convo=convo.id, visible_at=visible_at, message=message)
