"""A simulated server of each platform at a standstill clock."""

import pytest

from tests.infra.local.simulators.clients import Bluesky, HandClock, Mastodon


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def bluesky(clock):
    return Bluesky(clock)


@pytest.fixture
def mastodon(clock):
    return Mastodon(clock)
