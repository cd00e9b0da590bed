"""A press office every call of which can be the last, and what may go on there."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import boto3

from tests.aws_tables import create_table
from tests.builders import SELBY, a_force, a_message
from tests.contract.conftest import Together, messages_in
from tests.fakes import FakeMessageStore, FakeRegister
from tests.fakes.audit import FakeAuditTrail
from tests.fakes.outlets import FakeOutlets, Fault
from tests.fakes.posts import FakeFreezes, FakePostStore
from tests.press_office import PressOffice
from tests.simulation.faults import Outside, WatchedClient
from watchdesk.adapters.dynamodb.audit import DynamoAuditTrail
from watchdesk.adapters.dynamodb.deliveries import DynamoDeliveryQueue
from watchdesk.adapters.dynamodb.freezes import DynamoFreezes
from watchdesk.adapters.dynamodb.posts import DynamoPostStore
from watchdesk.adapters.dynamodb.table import Table
from watchdesk.domain.audit import first_break
from watchdesk.domain.errors import RateLimited, Refused, TryLater, Unconfirmed
from watchdesk.domain.freeze import Freeze
from watchdesk.domain.message import MessageState
from watchdesk.domain.post import DeliveryState, Subject

REGION = "eu-west-2"
THREAD = ("One 1/3", "Two 2/3", "Three 3/3")


class WatchedPort:
    """Any port whose every call goes through an Outside."""

    def __init__(self, port: Any, outside: Outside, name: str) -> None:
        self._port, self._outside, self._name = port, outside, name

    def __getattr__(self, method: str) -> Any:
        call = getattr(self._port, method)
        return lambda *args: self._outside.around(f"{self._name}.{method}", lambda: call(*args))


class WatchedOutlets:
    def __init__(self, outlets: Any, outside: Outside) -> None:
        self.outlets, self._outside = outlets, outside

    def of(self, account: Any) -> WatchedPort:
        return WatchedPort(self.outlets.of(account), self._outside, "outlet")

    def at(self, account: Any) -> Any:
        return self.outlets.at(account)


def in_memory(outside: Outside) -> dict[str, Any]:
    """Stores in dicts, whose every call can be the last."""
    ports = {
        "posts": FakePostStore(),
        "freezes": FakeFreezes(),
        "messages": FakeMessageStore(),
        "audit": FakeAuditTrail(),
    }
    return {name: WatchedPort(port, outside, name) for name, port in ports.items()}


@cache
def dynamodb() -> Any:
    """Made once: making a client takes longer than most worlds live."""
    return boto3.client("dynamodb", region_name=REGION)


def on_dynamodb(outside: Outside) -> dict[str, Any]:
    """The real adapters on moto, whose every request can be the last."""
    # A simulated transaction copies every table there is: old worlds would make new ones slow.
    for name in dynamodb().list_tables()["TableNames"]:
        dynamodb().delete_table(TableName=name)
    posts, audit, messages = (
        Table(WatchedClient(dynamodb(), outside), create_table(dynamodb(), name))
        for name in ("PostsTable", "AuditTable", "MessagesTable")
    )
    return {
        "posts": Together(DynamoPostStore(posts), DynamoDeliveryQueue(posts)),
        "freezes": DynamoFreezes(posts),
        "messages": messages_in(messages),
        "audit": DynamoAuditTrail(audit, FakeRegister(a_force())),
    }


class World(PressOffice):
    """One account, one post, and runs that can be killed or overtaken at any call."""

    def __init__(self, stores: Callable[[Outside], dict[str, Any]], outlets: Any = None) -> None:
        self.outside = Outside()
        super().__init__(**stores(self.outside), outlets=WatchedOutlets(outlets or FakeOutlets(), self.outside))

    def carries_on(self, *minutes: int) -> None:
        """Runs so many minutes apart, undisturbed."""
        self.outside.kill_at = self.outside.interrupt_at = None
        for each in minutes:
            self.clock.advance(minutes=each)
            self.runs()

    @property
    def sent_twice(self) -> list[str]:
        """The keys of parts that stand there more than once: the outlet itself forgives nothing."""
        keys = Counter(part.key for _, part in self.outlet().public)
        return [key for key, times in keys.items() if times > 1]

    @property
    def is_honest(self) -> bool:
        """Whatever is public and not known to be, is at least known to be in doubt."""
        unknown = len(self.outlet().public) - len(self.delivery().published)
        return unknown <= (1 if self.delivery().is_in_doubt else 0)


@dataclass(frozen=True)
class Scenario:
    """What has happened before the run under test, and how all is well soon after it."""

    given: Callable[[World], object]
    state: DeliveryState = DeliveryState.PUBLISHED
    texts: tuple[str, ...] = ("The Selby road is open again.",)
    told: str = "published"
    """The outcome that the audit trail holds exactly once."""


def a_post(world: World) -> None:
    world.accepts()


def a_thread(world: World) -> None:
    world.accepts(*THREAD)


def a_reply(world: World) -> None:
    message = a_message()
    world.messages.add([message])
    world.accepts(reply_to=message.key)


def the_answer_will_be(*faults: Fault | None, parts: tuple[str, ...] = ()) -> Callable[[World], object]:
    def given(world: World) -> None:
        world.accepts(*parts)
        world.outlet().will("send", *faults)

    return given


def the_answer_was_lost(*, arrives: bool, parts: tuple[str, ...] = (), look: Fault | None = None) -> Any:
    def given(world: World) -> None:
        world.accepts(*parts)
        world.outlet().will("send", *([None] if parts else []), Fault(Unconfirmed("no answer"), arrives=arrives))
        world.outlet().will("look", look)
        world.runs()
        world.clock.advance(minutes=1)

    return given


def it_is_to_come_down(world: World) -> None:
    post = world.accepts(*THREAD)
    world.runs()
    world.withdraws(post)


def it_is_to_come_down_before_it_left(world: World) -> None:
    world.withdraws(world.accepts())


def it_is_to_be_changed(world: World) -> None:
    post = world.accepts()
    world.runs()
    world.edits(post, "The Selby road is closed.")


def a_freeze_was_lifted(world: World) -> None:
    world.accepts()
    world.freezes.put(Freeze(account=SELBY, by=Subject("gold"), at=world.clock.now()))
    world.runs()
    world.freezes.lift(SELBY)
    world.clock.advance(minutes=1)


LOST = Unconfirmed("no answer")
SCENARIOS = {
    "a post": Scenario(a_post),
    "a thread": Scenario(a_thread, texts=THREAD),
    "a reply": Scenario(a_reply),
    "accepted, the answer lost": Scenario(the_answer_will_be(Fault(LOST, arrives=True))),
    "not accepted, the answer lost": Scenario(the_answer_will_be(Fault(LOST))),
    "a thread, an answer lost": Scenario(
        the_answer_will_be(None, Fault(LOST, arrives=True), parts=THREAD), texts=THREAD
    ),
    "refused": Scenario(
        the_answer_will_be(*[Fault(Refused("too long"))] * 9),
        state=DeliveryState.FAILED,
        texts=(),
        told="failed",
    ),
    "rate limited": Scenario(the_answer_will_be(Fault(RateLimited("slow down")))),
    "looked for and there": Scenario(the_answer_was_lost(arrives=True)),
    "looked for and not there": Scenario(the_answer_was_lost(arrives=False)),
    "looked for in vain": Scenario(the_answer_was_lost(arrives=True, look=Fault(TryLater("down")))),
    "a thread, looked for": Scenario(the_answer_was_lost(arrives=True, parts=THREAD), texts=THREAD),
    "taken down": Scenario(it_is_to_come_down, state=DeliveryState.WITHDRAWN, texts=(), told="withdrawn"),
    "withdrawn in time": Scenario(
        it_is_to_come_down_before_it_left, state=DeliveryState.WITHDRAWN, texts=(), told="withdrawn"
    ),
    "changed": Scenario(it_is_to_be_changed, texts=("The Selby road is closed.",), told="edited"),
    "thawed": Scenario(a_freeze_was_lifted),
}


def assert_all_is_well(world: World, scenario: Scenario, where: str) -> None:
    delivery = world.delivery()
    assert world.sent_twice == [], where
    assert tuple(world.outlet().texts) == scenario.texts, where
    assert (delivery.state, delivery.attention_at, delivery.lease) == (scenario.state, None, None), where
    assert (delivery.wish, delivery.untold, delivery.held) == (None, (), False), where
    told = [entry.deed.facts["outcome"] for entry in world.audit.entries()]
    assert told.count(scenario.told) == 1, f"{where}: {told}"
    assert first_break(world.audit.entries()) is None, where
    assert_answered(world, where)


def assert_answered(world: World, where: str) -> None:
    post = world.posts.post(world.delivery().post)
    if post.reply_to is not None:
        assert world.messages.message(post.reply_to).state is MessageState.DISPOSED, where


def begun(stores: Callable[[Outside], dict[str, Any]], scenario: Scenario) -> World:
    """Ready for the run under test, its calls counted from here."""
    world = World(stores)
    scenario.given(world)
    world.outside.calls.clear()
    return world
