"""The index of the AppView: a record notifies actors and changes counts."""

from collections.abc import Iterator

from infra.local.simulators.bluesky.model import BLOCK, FOLLOW, LIKE, POST, Notice, Record
from infra.local.simulators.bluesky.richtext import mentioned
from infra.local.simulators.bluesky.state import BlueskyState

NOTIFIED_ANCESTORS = 5
"""A reply notifies the authors of this many posts above it."""

NotificationTarget = tuple[str, str, str | None]
"""The actor to notify, the reason, and the record of that actor which it is about."""


def index_record(network: BlueskyState, record: Record) -> None:
    """Notify actors of a new record, and count it."""
    notified: set[str] = {record.did}
    for did, reason, subject in _notification_targets(network, record):
        if did in notified or did not in network.actors:
            continue
        notified.add(did)
        visible_at = network.visible_at()
        notice = Notice(
            uri=record.uri, reason=reason, subject=subject, sort_at=record.sort_at, visible_at=visible_at
        )
        network.notify(did, notice)
    _count(network, record, 1)
    if record.collection == POST and record.parent:
        network.children[record.parent].append(record.uri)
    _relate(network, record)


def unindex_record(network: BlueskyState, record: Record) -> None:
    """Remove the notifications of a deleted record, and its counts."""
    for did in {record.did, *(did for did, _, _ in _notification_targets(network, record))}:
        network.notices[did] = [notice for notice in network.notices[did] if notice.uri != record.uri]
    _count(network, record, -1)
    if record.parent and record.uri in network.children[record.parent]:
        network.children[record.parent].remove(record.uri)
    author = network.actors[record.did]
    for relation in (author.follows, author.blocks):
        for did in [did for did, uri in relation.items() if uri == record.uri]:
            del relation[did]


def _notification_targets(network: BlueskyState, record: Record) -> Iterator[NotificationTarget]:
    """Yield whom to notify. The order matters: an actor with several reasons is notified for the first."""
    subject = record.value.get("subject")
    if record.collection == POST:
        yield from ((did, "mention", None) for did in mentioned(record.value))
        quotes = [record.quoted] if record.quoted else []
        yield from ((owner(uri), "quote", uri) for uri in quotes)
        yield from ((owner(uri), "reply", uri) for uri in ancestors(network, record))
    elif record.collection == LIKE and isinstance(subject, dict):
        yield owner(str(subject.get("uri"))), "like", str(subject.get("uri"))
    elif record.collection == FOLLOW:
        yield str(subject), "follow", None


def ancestors(network: BlueskyState, record: Record) -> Iterator[str]:
    """Yield the posts above a reply, the nearest first. The chain ends at a deleted post."""
    for _ in range(NOTIFIED_ANCESTORS):
        parent = record.parent
        if parent is None or parent not in network.records:
            return
        yield parent
        record = network.records[parent]


def owner(uri: str) -> str:
    """Return the DID in an at:// URI."""
    return uri.removeprefix("at://").partition("/")[0]


def _count(network: BlueskyState, record: Record, change: int) -> None:
    if record.collection == POST:
        if record.parent:
            network.tallies[record.parent]["replyCount"] += change
        if record.quoted:
            network.tallies[record.quoted]["quoteCount"] += change
        network.tallies[record.did]["postsCount"] += change
    elif record.collection == LIKE:
        network.tallies[(record.value.get("subject") or {}).get("uri", "")]["likeCount"] += change
    elif record.collection == FOLLOW:
        network.tallies[record.did]["followsCount"] += change
        network.tallies[str(record.value.get("subject"))]["followersCount"] += change


def _relate(network: BlueskyState, record: Record) -> None:
    author = network.actors[record.did]
    relations = {FOLLOW: author.follows, BLOCK: author.blocks}
    if record.collection in relations:
        relations[record.collection][str(record.value.get("subject"))] = record.uri
