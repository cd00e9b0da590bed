"""Measure the write units that one message costs in its whole life."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.bench.call_meter import CallMeter
from tests.bench.dynamodb import client_for, fresh_tables, local_dynamodb
from tests.bench.figures import Figure, ReportSection
from tests.bench.stores import alerts_in, messages_in, pagers_in
from tests.builders import SELBY, a_message, an_inbound, an_own_reply, edited
from tests.worlds.alerting import Desk
from watchdesk.core.message import Message

MESSAGES = 50
BAR = 6.0
TEXT = "There is a tree across the Selby road, just after the bridge, and cars are swerving round it. " * 3
EXPLANATION = f"""DynamoDB write units per message, indexes included, as DynamoDB reports them: {MESSAGES} messages
of 300 characters each. Overdue ones share one alert, which is texted to one person, acknowledged and resolved; its
own writes are part of the figure."""


@dataclass(slots=True)
class MessageLife:
    """A desk on metered tables, and the messages it gets."""

    desk: Desk
    messages: list[Message]

    def arrive(self) -> None:
        self.desk.messages.add(self.messages)

    def be_edited(self) -> None:
        for message in self.messages:
            self.desk.messages.revise(edited(message, "2", TEXT))

    def become_overdue(self) -> None:
        self.desk.later(minutes=31)
        self.desk.sweep()
        self.desk.escalate()
        self.desk.acknowledges(self.desk.expects_text("sergeant"))

    def be_answered(self) -> None:
        now = self.desk.clock.now()
        for message in self.messages:
            reply = an_own_reply(message.key.native_id, sent_at=now)
            if self.desk.messages.answer(SELBY, reply, now) != 1:
                raise RuntimeError("a reply did not answer its message")

    def be_resolved(self) -> None:
        self.desk.tick(minutes=180)


MESSAGE_LIVES: dict[str, tuple[Callable[[MessageLife], None], ...]] = {
    "stored and answered": (MessageLife.arrive, MessageLife.be_answered),
    "stored, edited and answered": (MessageLife.arrive, MessageLife.be_edited, MessageLife.be_answered),
    "stored, overdue, texted, answered and resolved": (
        MessageLife.arrive,
        MessageLife.become_overdue,
        MessageLife.be_answered,
        MessageLife.be_resolved,
    ),
}
ORDINARY = "stored and answered"


def measure() -> ReportSection:
    with local_dynamodb() as endpoint:
        figures = [_figure(client_for(endpoint), what, steps) for what, steps in MESSAGE_LIVES.items()]
    return ReportSection(title="The life of a message", explanation=EXPLANATION, figures=figures)


def _figure(client: Any, what: str, steps: tuple[Callable[[MessageLife], None], ...]) -> Figure:
    meter, tables = CallMeter(), fresh_tables(client)
    desk = Desk(messages_in(client, tables), alerts_in(client, tables), pagers_in(client, tables))
    now = desk.clock.now()
    bodies = [an_inbound(str(number), sent_at=now, text=TEXT) for number in range(MESSAGES)]
    messages = [a_message(body, first_seen_at=now, deadline=now + timedelta(minutes=30)) for body in bodies]
    life = MessageLife(desk, messages)
    meter.attach(client)
    for step in steps:
        step(life)
    bar = BAR if what == ORDINARY else None
    return Figure(what=what, ours=meter.write_units / MESSAGES, unit="units", at_most=bar)
