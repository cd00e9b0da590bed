"""Both conformance suites on the simulated servers: what they promise is what real servers are held to."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from infra.local.simulators.mastodon.flavours import FLAVOURS
from infra.local.simulators.mastodon.settings import MastodonSettings
from infra.local.simulators.mastodon.simulator import mastodon_server
from tests.e2e.mastodon_network.conformance import MastodonConformance
from tests.e2e.mastodon_network.publishing import MastodonPublishing
from tests.e2e.mastodon_network.tokens import ServerTokens

PROCESSING = timedelta(milliseconds=200)


class TestSimulatedServer(MastodonConformance, MastodonPublishing):
    @pytest.fixture(params=sorted(FLAVOURS))
    def tokens(self, request: pytest.FixtureRequest) -> Iterator[ServerTokens]:
        with mastodon_server(settings=MastodonSettings(flavour=request.param, media_delay=PROCESSING)) as server:
            official, public = (server.network.add_account(name)["access_token"] for name in ("selby", "ana"))
            yield ServerTokens(server.url, official, public, patience=0)
