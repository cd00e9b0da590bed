"""What may go on at a duty desk on a simulated AWS, and how it stands when all is well."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tests.alerting.simulation.world import World
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.core.message import Urgency


@dataclass(frozen=True)
class Scenario:
    """What has happened, the run under test, and how many texts there are when all is well."""

    given: Callable[[World], object]
    run: Callable[[World], object]
    texts: int
    alerts: dict[AlertState, int]
    repeats: bool = False
    """Whoever started the run starts it again: a person taps again, where no schedule would."""
    ends_texts: bool = False


def three_overdue_and_one_answered(world: World) -> None:
    world.receives("1")
    world.receives("2")
    world.receives("3", urgency=Urgency.PRIORITY)
    world.is_answered(world.receives("4"))
    world.desk.later(minutes=30)


def one_alert_open_and_one_message_overdue_since(world: World) -> None:
    world.receives("1")
    world.receives("2", limit=timedelta(minutes=31))
    world.receives("3", limit=timedelta(minutes=31), account="malton-mastodon")
    world.desk.later(minutes=30)
    world.desk.sweep()
    world.desk.escalate()
    world.desk.later(minutes=1)


def two_alerts_opened(world: World) -> None:
    three_overdue_and_one_answered(world)
    world.desk.sweep()


def the_sergeant_did_not_answer(world: World) -> None:
    world.receives("1")
    world.desk.later(minutes=30)
    world.desk.sweep()
    world.desk.escalate()
    world.desk.later(minutes=15)


def all_is_dealt_with(world: World) -> None:
    key = world.receives("1")
    world.desk.later(minutes=30)
    world.desk.sweep()
    world.is_answered(key)


def the_sergeant_was_texted(world: World) -> None:
    world.receives("1")
    world.desk.later(minutes=30)
    world.desk.sweep()
    world.desk.escalate()


def the_acknowledgement_has_run_out(world: World) -> None:
    the_sergeant_was_texted(world)
    answer(world)
    world.desk.later(minutes=30)


def a_cap_has_held_a_second_alert_back(world: World) -> None:
    """It came twenty seconds after the first had been told; both accounts have nobody but the last resort."""
    world.receives("1", account="york-mastodon")
    world.desk.later(seconds=20)
    world.receives("2", account="malton-mastodon")
    world.desk.later(minutes=29, seconds=40)
    world.desk.sweep()
    world.desk.escalate()
    world.desk.later(seconds=20)
    world.desk.sweep()
    world.desk.escalate()
    world.desk.later(minutes=1)


def sweep(world: World) -> None:
    world.desk.sweep()


def escalate(world: World) -> None:
    world.desk.escalate()


def answer(world: World) -> None:
    assert world.desk.acknowledge_alert.acknowledge(world.token).state is AlertState.ACKNOWLEDGED


OPEN, ACKNOWLEDGED, RESOLVED = AlertState.OPEN, AlertState.ACKNOWLEDGED, AlertState.RESOLVED
SCENARIOS = {
    "sweep opens": Scenario(three_overdue_and_one_answered, sweep, texts=1, alerts={OPEN: 2}),
    "sweep joins": Scenario(one_alert_open_and_one_message_overdue_since, sweep, texts=2, alerts={OPEN: 2}),
    "escalation texts": Scenario(two_alerts_opened, escalate, texts=1, alerts={OPEN: 2}),
    "escalation climbs": Scenario(the_sergeant_did_not_answer, escalate, texts=2, alerts={OPEN: 1}),
    "escalation tells what was held back": Scenario(
        a_cap_has_held_a_second_alert_back, escalate, texts=2, alerts={OPEN: 2}
    ),
    "escalation resolves": Scenario(all_is_dealt_with, escalate, texts=0, alerts={RESOLVED: 1}),
    "escalation reopens": Scenario(the_acknowledgement_has_run_out, escalate, texts=2, alerts={OPEN: 1}),
    "answer": Scenario(the_sergeant_was_texted, answer, texts=1, alerts={ACKNOWLEDGED: 1}, repeats=True),
}
