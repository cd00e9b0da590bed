"""What every simulation shares."""

import sys
from collections.abc import Callable

import pytest


@pytest.fixture
def report(capsys) -> Callable[[str], None]:
    """Says how many points were tried, whatever pytest does with output."""

    def say(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}")

    return say
