"""Pages by id, exactly as Mastodon forms them, and the Link header for the next page."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from infra.local.simulators.exchange import ApiCall
from infra.local.simulators.mastodon.identifiers import sort_key

Row = TypeVar("Row")


def limit_of(call: ApiCall, default: int, most: int) -> int:
    """Return the limit of the call. As on the server, a limit that is too high is lowered without an error."""
    text = call.query.get("limit", "")
    return max(1, min(int(text), most)) if text.isdigit() else default


def page_of(rows: Sequence[Row], mark: Callable[[Row], str], query: Mapping[str, str], limit: int) -> list[Row]:
    """Return the requested page, newest first. `rows` are in ascending order, and `mark` returns the id of a row.

    `min_id` selects the oldest page above that id, and `since_id` the newest one. `min_id` has precedence.
    """
    low, high = query.get("min_id") or query.get("since_id"), query.get("max_id")
    as_number = bool(rows) and mark(rows[0]).isdigit()
    above, below = (sort_key(bound, as_number=as_number) if bound else None for bound in (low, high))
    keyed = ((sort_key(mark(row), as_number=as_number), row) for row in rows)
    within = [row for key, row in keyed if (above is None or above < key) and (below is None or key < below)]
    page = within[:limit] if query.get("min_id") else within[-limit:]
    return page[::-1]


def link_header(call: ApiCall, first: str, last: str, *, more: bool) -> dict[str, str]:
    """Return the Link header. Its links repeat only the parameter `limit`; the client must repeat filters."""
    kept = {"limit": call.query["limit"]} if "limit" in call.query else {}
    base = call.request.base_url
    links = [(kept | {"max_id": last}, "next")] if more else []
    links.append((kept | {"min_id": first}, "prev"))
    return {"Link": ", ".join(f'<{base}?{urlencode(query)}>; rel="{rel}"' for query, rel in links)}
