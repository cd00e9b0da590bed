"""What the AppView makes of a record: who is told about it, and what it counts towards."""

from collections.abc import Iterator

from infra.local.simulators.bluesky.model import BLOCK, FOLLOW, LIKE, POST, Notice, Record
from infra.local.simulators.bluesky.richtext import mentioned
from infra.local.simulators.bluesky.state import BlueskyState

NOTIFIED_ANCESTORS = 5
"""A reply notifies the authors of so many posts above it."""

NotificationTarget = tuple[str, str, str | None]
"""Whom, why, and about which of their records."""


def index_record(network: BlueskyState, record: Record) -> None:
    told: set[str] = {record.did}
    for did, reason, subject in _told(network, record):
        if did in told or did not in network.actors:
            continue
        told.add(did)
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
    for did in {record.did, *(did for did, _, _ in _told(network, record))}:
        network.notices[did] = [each for each in network.notices[did] if each.uri != record.uri]
    _count(network, record, -1)
    if record.parent and record.uri in network.children[record.parent]:
        network.children[record.parent].remove(record.uri)
    author = network.actors[record.did]
    for relation in (author.follows, author.blocks):
        for did in [did for did, uri in relation.items() if uri == record.uri]:
            del relation[did]


def _told(network: BlueskyState, record: Record) -> Iterator[NotificationTarget]:
    """In order of precedence: of several reasons an account gets the first."""
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
    """The nearest first. The chain breaks where a post is gone."""
    for _ in range(NOTIFIED_ANCESTORS):
        parent = record.parent
        if parent is None or parent not in network.records:
            return
        yield parent
        record = network.records[parent]


def owner(uri: str) -> str:
    return uri.removeprefix("at://").partition("/")[0]


def _count(network: BlueskyState, record: Record, one: int) -> None:
    if record.collection == POST:
        if record.parent:
            network.tallies[record.parent]["replyCount"] += one
        if record.quoted:
            network.tallies[record.quoted]["quoteCount"] += one
        network.tallies[record.did]["postsCount"] += one
    elif record.collection == LIKE:
        network.tallies[(record.value.get("subject") or {}).get("uri", "")]["likeCount"] += one
    elif record.collection == FOLLOW:
        network.tallies[record.did]["followsCount"] += one
        network.tallies[str(record.value.get("subject"))]["followersCount"] += one


def _relate(network: BlueskyState, record: Record) -> None:
    author = network.actors[record.did]
    relations = {FOLLOW: author.follows, BLOCK: author.blocks}
    if record.collection in relations:
        relations[record.collection][str(record.value.get("subject"))] = record.uri
