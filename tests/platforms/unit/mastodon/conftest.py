"""A server with nothing on it but the account."""

import pytest

from tests.platforms.unit.mastodon.answers import AServer


@pytest.fixture
def server() -> AServer:
    return AServer()
