import pytest

from tests.newsroom import Newsroom


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()
