"""Where the next older page is, as the `Link` header says (RFC 8288).

Only a link's parameters are ever used, on the call we made ourselves. So the token can go to no other server, and
paging works even if a server behind a proxy writes another host into its links.
"""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs

Query = dict[str, list[str]]

_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_RELATIONS = re.compile(r"\brel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)


def older_page(headers: Mapping[str, str]) -> Query | None:
    """Return the parameters of the link to older rows, or None if there is none."""
    for address, about in _LINK.findall(headers.get("link", "")):
        relations = _RELATIONS.search(about)
        if relations and "next" in (relations[1] or relations[2]).lower().split():
            return parse_qs(address.partition("?")[2].partition("#")[0]) or None
    return None
