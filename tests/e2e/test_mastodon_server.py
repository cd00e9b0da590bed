"""Run both conformance suites on the server that WATCHDESK_E2E_MASTODON names, see tests/e2e/conftest.py."""

import os

import pytest

from tests.e2e.conftest import MASTODON
from tests.e2e.mastodon_network.conformance import MastodonConformance
from tests.e2e.mastodon_network.publishing import MastodonPublishing
from tests.e2e.mastodon_network.tokens import ServerTokens

pytestmark = pytest.mark.mastodon


class TestNamedServer(MastodonConformance, MastodonPublishing):
    @pytest.fixture
    def tokens(self) -> ServerTokens:
        server, official, public = os.environ[MASTODON].split()
        return ServerTokens(server.rstrip("/"), official, public)
