"""Measure the calls of a poll that finds no new message."""

from datetime import UTC, datetime

from tests.bench.call_meter import READS, CallMeter
from tests.bench.dynamodb import client_for, fresh_tables, local_dynamodb
from tests.bench.figures import Figure, ReportSection
from tests.bench.platforms import OfficialAccount, SimulatedPlatforms, simulated_platforms
from tests.bench.poller import poll, poller
from tests.fakes.clock import FakeClock

MINUTES = 60
WAITING = 150
"""The number of messages stored before. A feed has more than one page, as in reality."""
EXPLANATION = f"""Calls per poll of one account over a quiet hour: {MINUTES} polls, one a minute, after its
{WAITING} messages were stored. What is asked only every few minutes counts with its share. In the cloud a poll
covers up to ten accounts and reads the register once for all; a credential is read once in five minutes."""


def measure() -> ReportSection:
    figures = []
    with local_dynamodb() as endpoint, simulated_platforms(["quiet"], WAITING) as simulated:
        for platform, officials in simulated.officials.items():
            figures += _quiet_hour(endpoint, simulated, platform, officials[0])
    return ReportSection(title="A quiet poll", explanation=EXPLANATION, figures=figures)


def _quiet_hour(
    endpoint: str, simulated: SimulatedPlatforms, platform: str, official: OfficialAccount
) -> list[Figure]:
    client, clock, meter = client_for(endpoint), FakeClock(datetime.now(UTC)), CallMeter()
    poll_accounts = poller(client, fresh_tables(client), [official], clock)
    for _ in range(3):
        clock.advance(minutes=1)
        poll(poll_accounts, official)
    meter.attach(client)
    before = simulated.calls(platform)
    for _ in range(MINUTES):
        clock.advance(minutes=1)
        poll(poll_accounts, official)
    asked = simulated.calls(platform) - before
    reads = sum(times for name, times in meter.calls.items() if name in READS)
    writes = meter.calls.total() - reads
    name = platform.capitalize()
    return [
        Figure(what=f"{name}: calls to the platform", ours=asked / MINUTES, unit="calls"),
        Figure(what=f"{name}: DynamoDB reads", ours=reads / MINUTES, unit="calls"),
        Figure(what=f"{name}: DynamoDB writes", ours=writes / MINUTES, unit="calls"),
        Figure(what=f"{name}: write units", ours=meter.write_units / MINUTES, unit="units"),
    ]
