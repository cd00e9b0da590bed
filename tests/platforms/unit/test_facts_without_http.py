"""The facts can be asked without an HTTP client, and a poll loads nothing that publishes."""

import subprocess
import sys

import pytest

FEEDS = """
from watchdesk.platforms.feeds_by_platform import feeds_of_every_platform
feeds_of_every_platform(sessions=None, credentials=None, clock=None)
"""
OUTLETS = """
from watchdesk.platforms.outlets_by_platform import outlets_of_every_platform
outlets_of_every_platform(sessions=None, credentials=None, media=None, clock=None)
"""
LOADED = """
def is_wrong(name):
    # Core has rules for all platforms in a module of the same name, and everything may load them.
    is_ours = name.startswith('watchdesk.') and name != 'watchdesk.core.text_rules'
    return name in {names!r} or (is_ours and name.rpartition('.')[2] in {rooms!r})
wrong = [name for name in sys.modules if is_wrong(name)]
assert not wrong, wrong
"""


@pytest.mark.parametrize(
    ("program", "names", "rooms"),
    [
        ("import watchdesk.platforms.registry", {"urllib3", "pydantic", "regex", "boto3"}, {"http_client"}),
        (FEEDS, set(), {"outlet", "outlets_by_platform", "post_links", "text_rules"}),
        (OUTLETS, set(), {"feeds_by_platform", "probe", "post_links", "text_rules"}),
    ],
    ids=["facts", "feeds", "outlets"],
)
def test_what_is_imported_loads_nothing_that_it_does_not_need(program, names, rooms):
    code = f"import sys; sys.path[:0] = ['.', 'shared']\n{program}{LOADED.format(names=names, rooms=rooms)}"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603
    assert ended.returncode == 0, ended.stderr
