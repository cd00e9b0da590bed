"""Which words may end a host name, as the platforms decide whether `name.word` is an address.

The list is IANA's, with every internationalised one spelt out, as the npm package `tlds` 1.261.0 holds it: the
very list Bluesky's own apps look in. X and Mastodon keep older copies of the same.
"""

from functools import cache
from importlib.resources import files


@cache
def top_level_domains() -> frozenset[str]:
    """In lower case, without the dot."""
    listed = files("watchdesk.platforms.text").joinpath("top_level_domains.txt").read_text(encoding="utf-8")
    return frozenset(listed.split())
