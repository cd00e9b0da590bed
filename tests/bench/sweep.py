"""Measure whether a sweep costs more when more messages are stored."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from tests.bench.call_meter import CallMeter
from tests.bench.dynamodb import client_for, fresh_tables, local_dynamodb
from tests.bench.figures import Figure, ReportSection
from tests.bench.stores import alerts_in, fill, messages_in
from tests.builders import a_message, an_inbound
from tests.fakes.clock import NOON
from tests.worlds.alerting import Desk
from watchdesk.core.message import Message, MessageState

FEW = 1_000
MANY = int(os.environ.get("WATCHDESK_BENCH_STORED", "100000"))
OVERDUE = 50
ANSWERED_SHARE = 10
"""One stored message in ten still waits for its deadline; the others are disposed."""
CHUNK = 20_000
EXPLANATION = f"""One sweep that finds {OVERDUE} overdue messages of one account, with {FEW:,} and with {MANY:,}
messages stored, nine in ten of them disposed. Set WATCHDESK_BENCH_STORED for more. The bar: not one item more."""


@dataclass(frozen=True, slots=True)
class SweepCost:
    items_read: int
    read_units: float
    write_units: float
    calls: int


def measure() -> ReportSection:
    with local_dynamodb() as endpoint:
        few, many = (_sweep(endpoint, stored) for stored in (FEW, MANY))
    return ReportSection(title="A sweep", explanation=EXPLANATION, figures=list(_figures(few, many)))


def _figures(few: SweepCost, many: SweepCost) -> Iterator[Figure]:
    for name, what, unit in (
        ("items_read", "items read", "items"),
        ("read_units", "read units", "units"),
        ("write_units", "write units", "units"),
        ("calls", "calls of DynamoDB", "calls"),
    ):
        yield Figure(
            what=f"{what}, {MANY:,} stored against {FEW:,}",
            ours=getattr(many, name),
            unit=unit,
            against=getattr(few, name),
            at_most=1.0,
        )


def _sweep(endpoint: str, stored: int) -> SweepCost:
    client, meter = client_for(endpoint), CallMeter()
    tables = fresh_tables(client)
    for start in range(0, stored, CHUNK):
        fill(client, tables["MessagesTable"], list(_messages(start, min(start + CHUNK, stored))))
        print(f"  {min(start + CHUNK, stored):,} of {stored:,} stored", flush=True)
    desk = Desk(messages_in(client, tables), alerts_in(client, tables))
    meter.attach(client)
    report = desk.sweep()
    if report.handed_over != OVERDUE or not report.is_complete:
        raise RuntimeError(f"the sweep did not look after {OVERDUE} messages: {report}")
    return SweepCost(meter.items_read, meter.read_units, meter.write_units, meter.calls.total())


def _messages(start: int, stop: int) -> Iterator[Message]:
    """Yield messages, of which only the first ones are overdue."""
    for number in range(start, stop):
        body = an_inbound(f"{number:09}", sent_at=NOON - timedelta(hours=3))
        if number < OVERDUE:
            yield a_message(body, deadline=NOON - timedelta(minutes=1))
        else:
            state = MessageState.DISPOSED if number % ANSWERED_SHARE else MessageState.UNREAD
            yield a_message(body, deadline=NOON + timedelta(hours=5), state=state)
