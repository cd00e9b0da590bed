"""Pages by id, exactly as Mastodon cuts them, and the Link header that leads on."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from infra.local.simulators.exchange import ApiCall
from infra.local.simulators.mastodon.identifiers import order

Row = TypeVar("Row")


def limit_of(call: ApiCall, usual: int, most: int) -> int:
    """The server quietly cuts a limit that is too high, and takes what is no number for the usual."""
    text = call.query.get("limit", "")
    return max(1, min(int(text), most)) if text.isdigit() else usual


def page_of(rows: Sequence[Row], mark: Callable[[Row], str], query: Mapping[str, str], limit: int) -> list[Row]:
    """The page asked for of rows in rising order; newest first within the page.

    `min_id` gives the oldest page above the mark and wins over `since_id`, which gives the newest one.
    """
    low, high = query.get("min_id") or query.get("since_id"), query.get("max_id")
    as_number = bool(rows) and mark(rows[0]).isdigit()
    above, below = (order(each, as_number=as_number) if each else None for each in (low, high))
    keyed = ((order(mark(row), as_number=as_number), row) for row in rows)
    within = [row for key, row in keyed if (above is None or above < key) and (below is None or key < below)]
    page = within[:limit] if query.get("min_id") else within[-limit:]
    return page[::-1]


def link_header(call: ApiCall, first: str, last: str, *, more: bool) -> dict[str, str]:
    """Of the parameters only `limit` is repeated in the links: filters are the client's to repeat."""
    kept = {"limit": call.query["limit"]} if "limit" in call.query else {}
    base = call.request.base_url
    links = [(kept | {"max_id": last}, "next")] if more else []
    links.append((kept | {"min_id": first}, "prev"))
    return {"Link": ", ".join(f'<{base}?{urlencode(query)}>; rel="{rel}"' for query, rel in links)}
