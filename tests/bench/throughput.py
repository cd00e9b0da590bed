"""Measure how many messages per second go from a platform into the table."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.dynamodb import client_for, fresh_tables, local_dynamodb
from tests.bench.figures import Figure, ReportSection, compared
from tests.bench.peers.round_trip import ROUND_TRIP_MS, add_round_trip
from tests.bench.platforms import OfficialAccount, simulated_platforms
from tests.bench.poller import poll, poller
from tests.bench.processes import AWS_TEST_ENVIRONMENT, BENCH_FOLDER, ROOT, bare_environment
from watchdesk.core.system_clock import SystemClock
from watchdesk.inbox.dynamodb.messages import WORKERS

ROUNDS = 5
MESSAGES = 1_000
AGAINST_RAW, AGAINST_PLAIN = 0.6, 2.0
PEERS = Path(__file__).parent / "peers"
PEERS_PYTHON = BENCH_FOLDER / "peers" / "bin" / "python"
PACKAGES = {"bluesky": "atproto", "mastodon": "Mastodon.py"}
EXPLANATION = f"""{MESSAGES:,} waiting messages of one account, from the simulated platform into empty tables.
Raw: the same items written by conditional puts and nothing else, as many at once ({WORKERS}). Plain: a poller as
one would write it on the platform's popular Python client, page after page, one conditional put after the other.
Every call to DynamoDB is made {ROUND_TRIP_MS} ms longer, which it takes within a region and not on one machine.
Medians of {ROUNDS} rounds, taken in turns; every round has tables and accounts of its own."""


@dataclass(slots=True)
class MessageRates:
    """Messages per second, by writer."""

    ours: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)


def measure() -> ReportSection:
    _install_peers()
    names = [f"{who}{number}" for number in range(ROUNDS) for who in ("ours", "plain")]
    rates = {platform: MessageRates() for platform in PACKAGES}
    with local_dynamodb() as endpoint, simulated_platforms(names, MESSAGES) as simulated:
        _warm(endpoint)
        for number in range(ROUNDS):
            for platform, each in rates.items():
                ours, plain = simulated.officials[platform][2 * number : 2 * number + 2]
                _round(endpoint, each, ours, plain)
            print(f"  round {number + 1} of {ROUNDS}", flush=True)
    figures = [figure for platform, each in rates.items() for figure in _figures(platform, each)]
    return ReportSection(title="Messages per second", explanation=EXPLANATION, figures=figures)


def _figures(platform: str, rates: MessageRates) -> Iterator[Figure]:
    name, plain = platform.capitalize(), PACKAGES[platform]
    yield compared(f"{name}, against raw puts", "/s", rates.ours, rates.raw, at_least=AGAINST_RAW)
    yield compared(
        f"{name}, against a plain poller on {plain}", "/s", rates.ours, rates.plain, at_least=AGAINST_PLAIN
    )


def _install_peers() -> None:
    """Install the peers in an environment of their own, so that the project cannot depend on their packages."""
    uv = Path(sys.executable).parent / "uv"
    if not PEERS_PYTHON.exists():
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, PEERS_PYTHON.parents[1]], check=True)
    requirements = ["--require-hashes", "-r", ROOT / "requirements-bench.txt"]
    subprocess.run([uv, "pip", "install", "--quiet", "--python", PEERS_PYTHON, *requirements], check=True)


def _warm(endpoint: str) -> None:
    """Warm up the database: a Java program answers its first thousand requests at half its speed."""
    client = client_for(endpoint)
    table = fresh_tables(client)["MessagesTable"]
    keys = [{"pk": {"S": str(number)}, "sk": {"S": "message"}} for number in range(1_500)]
    _put_all(client, table, keys)


def _round(endpoint: str, rates: MessageRates, ours: OfficialAccount, plain: OfficialAccount) -> None:
    client = client_for(endpoint)
    tables = fresh_tables(client)
    add_round_trip(client)
    poll_accounts = poller(client, tables, [ours], SystemClock())
    began = time.perf_counter()
    stored = poll(poll_accounts, ours).counts.stored
    rates.ours.append(_rate(stored, time.perf_counter() - began))
    items = client.get_paginator("scan").paginate(TableName=tables["MessagesTable"])
    rates.raw.append(_raw(endpoint, [item for page in items for item in page["Items"]]))
    rates.plain.append(_plain(endpoint, plain))


def _raw(endpoint: str, items: list[Mapping[str, Any]]) -> float:
    client = client_for(endpoint)
    table = fresh_tables(client)["MessagesTable"]
    add_round_trip(client)
    began = time.perf_counter()
    _put_all(client, table, items)
    return _rate(len(items), time.perf_counter() - began)


def _put_all(client: Any, table: str, items: list[Mapping[str, Any]]) -> None:
    def put(item: Mapping[str, Any]) -> None:
        client.put_item(TableName=table, Item=item, ConditionExpression="attribute_not_exists(pk)")

    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        list(pool.map(put, items))


def _plain(endpoint: str, official: OfficialAccount) -> float:
    account = official.account
    table = fresh_tables(client_for(endpoint))["MessagesTable"]
    secret = official.credential.get("app_password") or official.credential["access_token"]
    script = PEERS / f"{account.platform}_poller.py"
    command = [PEERS_PYTHON, script, account.server, account.handle, secret, endpoint, table]
    done = subprocess.run(
        command, env=bare_environment(**AWS_TEST_ENVIRONMENT), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{script.name} failed: {done.stderr[-2000:]}")
    result = json.loads(done.stdout)
    return _rate(result["stored"], result["seconds"])


def _rate(stored: int, seconds: float) -> float:
    if stored != MESSAGES:
        raise RuntimeError(f"{stored} of {MESSAGES} messages were stored: the rates would not compare")
    return stored / seconds
