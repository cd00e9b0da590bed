"""What may have happened to a post before the run that is killed or overtaken."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.builders import SELBY, a_message
from tests.fakes.outlets import Fault
from tests.publishing.simulation.world import World
from tests.worlds.delivering import THREAD
from watchdesk.audit.trail import first_break
from watchdesk.core.errors import RateLimited, Refused, TryLater, Unconfirmed
from watchdesk.core.message import MessageState
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.freeze import Freeze
from watchdesk.publishing.domain.post import DeliveryState


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
