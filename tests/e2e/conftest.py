"""Leave out the tests that need a real server, unless the environment names one."""

import os

import pytest

MASTODON = "WATCHDESK_E2E_MASTODON"
WANTED = f'{MASTODON}="<base url> <token of the official account> <token of a member of the public>"'

_left_out = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    named = os.environ.get(MASTODON, "")
    if named and len(named.split()) != 3:
        raise pytest.UsageError(f"set {WANTED}")
    if named:
        return
    outside = [item for item in items if item.get_closest_marker("mastodon")]
    config.stash[_left_out] = len(outside)
    if outside:
        config.hook.pytest_deselected(items=outside)
        items[:] = [item for item in items if item not in outside]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash.get(_left_out, 0):
        terminalreporter.write_line(f"{config.stash[_left_out]} tests left out: to run them, set {WANTED}")
