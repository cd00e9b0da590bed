"""The conformance suite on the server that WATCHDESK_E2E_MASTODON names; see tests/e2e/conftest.py."""

import os

import pytest

from tests.e2e.conftest import MASTODON
from tests.e2e.mastodon_network.conformance import MastodonConformance, Tokens

pytestmark = pytest.mark.mastodon


class TestNamedServer(MastodonConformance):
    @pytest.fixture
    def tokens(self) -> Tokens:
        server, official, public = os.environ[MASTODON].split()
        return Tokens(server.rstrip("/"), official, public)
