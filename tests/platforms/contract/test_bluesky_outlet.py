"""The real outlet on a simulated Bluesky with all that goes wrong on one: nothing goes out twice or gets lost."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from infra.local.simulators.bluesky.network import BlueskyNetwork
from infra.local.simulators.bluesky.simulator import bluesky_server
from infra.local.simulators.faults import FaultKind
from tests.builders import SELBY, a_force, an_account
from tests.fakes import FakeRegister, FakeSessionStore
from tests.fakes.sessions import FakeCredentials
from tests.platforms.unit.bluesky.publishing import FakeMedia
from tests.publishing.builders import an_image
from tests.worlds.delivering import PressOffice
from watchdesk.core.account import Platform, Surface
from watchdesk.core.http_client import Urllib3Client
from watchdesk.core.message import MessageKey
from watchdesk.platforms.bluesky.outlet import BlueskyOutlets
from watchdesk.publishing.domain.post import DeliveryState, Post

HANDLE = "selby.test"
PUT, SEND = "com.atproto.repo.putRecord", "chat.bsky.convo.sendMessage"
FAULTS = (
    FaultKind.OUTAGE,
    FaultKind.RESET,
    FaultKind.LOST,
    FaultKind.EXPIRED_TOKEN,
    FaultKind.REVOKED_TOKEN,
    FaultKind.RATE_LIMITED,
    FaultKind.TRUNCATED,
)
WRITES = (
    FaultKind.LOST,
    FaultKind.RESET,
    FaultKind.OUTAGE,
    FaultKind.TRUNCATED,
    FaultKind.EXPIRED_TOKEN,
    FaultKind.RATE_LIMITED,
)


@dataclass(slots=True)
class Selby:
    """One account on the simulated network, and the press office that posts from it."""

    network: BlueskyNetwork
    office: PressOffice

    @property
    def did(self) -> str:
        return self.network.actor(HANDLE).did

    @property
    def records(self) -> list[dict[str, Any]]:
        """Our own posts in the order they were written."""
        mine = [each for each in self.network.records.values() if each.did == self.did]
        return [each.value for each in sorted(mine, key=lambda each: each.indexed_at)]

    @property
    def said(self) -> Counter[str]:
        """Our words in public and in private, and how often they stand there."""
        private = [
            str(message.body["text"])
            for convo in self.network.chat.of(self.did)
            for message in convo.messages
            if message.sender == self.did
        ]
        return Counter([*(str(record["text"]) for record in self.records), *private])

    def is_messaged(self, text: str) -> MessageKey:
        message = self.network.public("ana").messages(HANDLE, text)
        (convo,) = [each for each in self.network.chat.of(self.did) if any(m.id == message for m in each.messages)]
        return MessageKey(SELBY, Surface.DIRECT_MESSAGE, f"{convo.id}/{message}")

    def is_mentioned(self, text: str) -> MessageKey:
        return MessageKey(SELBY, Surface.MENTION, self.network.public("ana").mentions(HANDLE, text))

    def settles(self) -> None:
        """The faults end, and time passes."""
        self.network.faults.clear()
        self.office.tick(minutes=40)

    def state(self, post: Post) -> DeliveryState:
        return self.office.delivery(post=post.id).state


@pytest.fixture
def selby() -> Iterator[Selby]:
    office = PressOffice()
    with bluesky_server([HANDLE], clock=office.clock.now) as server:
        (account,) = server.network.accounts()
        office.register = FakeRegister(
            a_force(),
            an_account(SELBY, platform=Platform.BLUESKY, handle=HANDLE, server=server.url, secret="s"),
        )
        login = {"identifier": HANDLE, "app_password": str(account["app_password"])}
        office.outlets = BlueskyOutlets(
            http=Urllib3Client(),
            sessions=FakeSessionStore(),
            credentials=FakeCredentials({"s": login}),
            clock=office.clock,
            media=FakeMedia(),
        )
        yield Selby(server.network, office)


def test_a_post_stands_there_with_its_links_its_image_and_its_date(selby: Selby) -> None:
    ana = selby.network.public("ana")
    post = selby.office.accepts("👮 Thanks @ana.test and @nobody.test: gov.uk #flood", images=(an_image(),))
    selby.office.runs()
    assert selby.state(post) is DeliveryState.PUBLISHED
    (record,) = selby.records
    assert [facet["features"][0] for facet in record["facets"]] == [
        {"$type": "app.bsky.richtext.facet#mention", "did": ana.actor.did},
        {"$type": "app.bsky.richtext.facet#link", "uri": "https://gov.uk"},
        {"$type": "app.bsky.richtext.facet#tag", "tag": "flood"},
    ]
    assert record["embed"]["images"][0]["alt"] == "A road under water."
    assert record["createdAt"] == "2026-03-02T12:00:00.000Z"


def test_a_thread_hangs_together_under_the_message_it_answers(selby: Selby) -> None:
    question = selby.is_mentioned("is it open?")
    selby.office.accepts("Not yet. (1/3)", "Wait for us. (2/3)", "Thank you. (3/3)", reply_to=question)
    selby.office.runs()
    published = selby.office.delivery().published
    parents = [record["reply"]["parent"]["uri"] for record in selby.records]
    assert parents == [question.native_id, published[0].native_id, published[1].native_id]
    assert {record["reply"]["root"]["uri"] for record in selby.records} == {question.native_id}


@pytest.mark.parametrize("kind", WRITES)
@pytest.mark.parametrize("after", [0, 1])
def test_whatever_becomes_of_one_call_every_part_is_out_once(selby: Selby, kind: FaultKind, after: int) -> None:
    selby.network.faults.add(kind, route=PUT, after=after, times=1, status=500)
    post = selby.office.accepts("First. (1/2)", "Second. (2/2)")
    selby.office.runs()
    selby.settles()
    assert selby.state(post) is DeliveryState.PUBLISHED
    assert selby.said == {"First. (1/2)": 1, "Second. (2/2)": 1}


@pytest.mark.parametrize("kind", WRITES)
def test_a_direct_message_is_answered_once_though_nothing_marks_the_answer(selby: Selby, kind: FaultKind) -> None:
    question = selby.is_messaged("can I talk to somebody?")
    selby.network.faults.add(kind, route=SEND, times=1, status=500)
    post = selby.office.accepts("Yes: ring 101.", reply_to=question)
    selby.office.runs()
    selby.settles()
    assert selby.state(post) is DeliveryState.PUBLISHED
    assert selby.said == {"Yes: ring 101.": 1}


def test_an_answer_to_a_message_that_is_gone_fails_with_the_reason(selby: Selby) -> None:
    question = selby.is_mentioned("is it open?")
    selby.network.public("ana").deletes(question.native_id)
    post = selby.office.accepts("Not yet.", reply_to=question)
    selby.office.runs()
    assert selby.state(post) is DeliveryState.FAILED
    assert "gone or hidden" in selby.office.delivery().trouble
    assert selby.said == {}


@pytest.mark.parametrize("kind", [None, *WRITES])
def test_a_withdrawn_thread_is_taken_down_whatever_becomes_of_one_call(
    selby: Selby, kind: FaultKind | None
) -> None:
    post = selby.office.accepts("First. (1/2)", "Second. (2/2)")
    selby.office.runs()
    if kind is not None:
        selby.network.faults.add(kind, route="com.atproto.repo.deleteRecord", times=1, status=500)
    selby.office.withdraws(post)
    selby.office.runs()
    selby.settles()
    assert selby.state(post) is DeliveryState.WITHDRAWN
    assert selby.said == {}


@pytest.mark.parametrize("seed", range(4))
def test_a_bad_evening_loses_and_doubles_nothing(selby: Selby, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  a reproducible evening
    posts = []
    for number in range(12):
        kind = chance.choice(FAULTS)
        selby.network.faults.add(kind, route="*", after=chance.randrange(6), times=chance.randrange(1, 4))
        answers = chance.choice([None, None, selby.is_mentioned, selby.is_messaged])
        reply_to = answers(f"question {number}") if answers else None
        texts = [f"post {number}, part {part}" for part in range(chance.randrange(1, 4))]
        posts.append(selby.office.accepts(*texts, id=f"post-{number}", reply_to=reply_to))
        selby.office.tick(minutes=chance.randrange(1, 4))
    selby.settles()
    parts = Counter(part for post in posts for part in selby.office.delivery(post=post.id).parts)
    assert selby.said == parts
    assert {selby.state(post) for post in posts} == {DeliveryState.PUBLISHED}
