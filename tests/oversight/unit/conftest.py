"""The force that is watched, and its auditor."""

import pytest

from tests.worlds.oversight import Ward


@pytest.fixture
def ward() -> Ward:
    return Ward()
