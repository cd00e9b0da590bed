"""Run the simulated platforms as another process, with official accounts that people have written to."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import urllib3

from tests.bench.processes import BENCH_FOLDER, HOST, free_port, running_server
from tests.builders import an_account
from watchdesk.core.account import Account, Platform, Surface


@dataclass(frozen=True, slots=True)
class OfficialAccount:
    """An official account on a simulated platform, and its credential."""

    account: Account
    credential: dict[str, str]


@dataclass(frozen=True, slots=True)
class SimulatedPlatforms:
    urls: dict[str, str]
    officials: dict[str, list[OfficialAccount]]
    """The accounts by platform, in the order of their names."""

    def calls(self, platform: str) -> int:
        """Return the number of requests that the platform has received so far."""
        reply = urllib3.request("GET", f"{self.urls[platform]}/_simulator/requests", timeout=10)
        return int(reply.json()["total"])


@contextmanager
def simulated_platforms(names: Sequence[str], messages: int) -> Iterator[SimulatedPlatforms]:
    """Run Bluesky and Mastodon with these accounts on each, and `messages` mentions for every account."""
    ports = {"bluesky": free_port(), "mastodon": free_port()}
    command = [sys.executable, "-m", "infra.local.simulators", "--messages", str(messages)]
    for platform, port in ports.items():
        command += [f"--{platform}-port", str(port)]
        command += [f"--{platform}-account={_handle(platform, name)}" for name in names]
    log = BENCH_FOLDER / "logs" / "simulators.log"
    with running_server(command, lambda: log.read_bytes().endswith(b"}\n"), log):
        described = json.loads(log.read_bytes())
        yield SimulatedPlatforms(
            urls={platform: described[platform]["url"] for platform in ports},
            officials={platform: _officials(platform, described[platform]) for platform in ports},
        )


def _handle(platform: str, name: str) -> str:
    return f"{name}.test" if platform == "bluesky" else name


def _officials(platform: str, described: dict[str, object]) -> list[OfficialAccount]:
    accounts = described["accounts"]
    return [_official(platform, str(described["url"]), each) for each in accounts]


def _official(platform: str, url: str, described: dict[str, str]) -> OfficialAccount:
    handle = described["handle"]
    account = an_account(
        f"{platform}-{handle.partition('.')[0]}",
        platform=Platform(platform),
        handle=handle if platform == "bluesky" else f"{handle}@{HOST}",
        server=url,
        secret=handle,
        surfaces=frozenset({Surface.MENTION, Surface.REPLY, Surface.DIRECT_MESSAGE}),
    )
    if platform == "bluesky":
        return OfficialAccount(account, {"identifier": handle, "app_password": described["app_password"]})
    return OfficialAccount(account, {"access_token": described["access_token"]})
