"""A simulated server of each platform, with a clock that stands still."""

import pytest

from infra.local.simulators.timestamps import timestamp_text
from tests.infra.local.simulators.clients import START, Bluesky, HandClock, Mastodon


@pytest.fixture
def clock():
    return HandClock()


@pytest.fixture
def bluesky(clock):
    return Bluesky(clock)


@pytest.fixture
def mastodon(clock):
    return Mastodon(clock)


@pytest.fixture
def bluesky_world(bluesky):
    """One official post with a thread under it, mentions enough for pages, and everybody's tokens."""
    bluesky.session = bluesky.log_in().json
    bluesky.access = bluesky.session["accessJwt"]
    ana = bluesky.network.public("ana")
    own = bluesky.record(bluesky.access, {"text": "Official update", "createdAt": timestamp_text(START)}).json[
        "uri"
    ]
    bluesky.own = own
    bluesky.mentions = [ana.mentions("selby.test", f"number {n}") for n in range(12)]
    bluesky.reply = ana.replies(own, "open yet?")
    bluesky.quote = ana.quotes(own, "never answer")
    bluesky.blob = bluesky.post(
        "com.atproto.repo.uploadBlob", bluesky.access, data=b"png", content_type="image/png"
    ).json
    bluesky.link = bluesky.blob["blob"]["ref"]["$link"]
    return bluesky
