"""The simulated platforms as another process, with accounts of ours that people have written to."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import urllib3

from tests.bench.processes import HOST, WORKSHOP, free_port, serving
from tests.builders import an_account
from watchdesk.core.account import Account, Platform, Surface


@dataclass(frozen=True, slots=True)
class Official:
    """An account of ours on a simulated platform, and what a poller signs in with."""

    account: Account
    credential: dict[str, str]


@dataclass(frozen=True, slots=True)
class Platforms:
    urls: dict[str, str]
    officials: dict[str, list[Official]]
    """By platform, in the order in which they were asked for."""

    def calls(self, platform: str) -> int:
        """How many requests it was sent so far."""
        reply = urllib3.request("GET", f"{self.urls[platform]}/_simulator/requests", timeout=10)
        return int(reply.json()["total"])


@contextmanager
def platforms(names: Sequence[str], messages: int) -> Iterator[Platforms]:
    """A Bluesky and a Mastodon with these accounts on each, `messages` mentions waiting for every one."""
    ports = {"bluesky": free_port(), "mastodon": free_port()}
    command = [sys.executable, "-m", "infra.local.simulators", "--messages", str(messages)]
    for platform, port in ports.items():
        command += [f"--{platform}-port", str(port)]
        command += [f"--{platform}-account={_handle(platform, name)}" for name in names]
    log = WORKSHOP / "logs" / "simulators.log"
    with serving(command, lambda: log.read_bytes().endswith(b"}\n"), log):
        described = json.loads(log.read_bytes())
        yield Platforms(
            urls={platform: described[platform]["url"] for platform in ports},
            officials={platform: _officials(platform, described[platform]) for platform in ports},
        )


def _handle(platform: str, name: str) -> str:
    return f"{name}.test" if platform == "bluesky" else name


def _officials(platform: str, described: dict[str, object]) -> list[Official]:
    accounts = described["accounts"]
    return [_official(platform, str(described["url"]), each) for each in accounts]


def _official(platform: str, url: str, described: dict[str, str]) -> Official:
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
        return Official(account, {"identifier": handle, "app_password": described["app_password"]})
    return Official(account, {"access_token": described["access_token"]})
