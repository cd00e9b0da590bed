"""The human page of the interface, for whoever has not got a token yet. It holds nothing of any force."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

ROUTE = "GET /docs"
PAGE = Path(__file__).with_name("docs_page.html")
"""Written by `make api` from the same description as docs/openapi.json."""

HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "cache-control": "public, max-age=300",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def is_requested_by(event: Mapping[str, Any]) -> bool:
    return event.get("routeKey") == ROUTE


@cache
def response() -> dict[str, Any]:
    return {"statusCode": 200, "headers": HEADERS, "body": PAGE.read_text(encoding="utf-8")}
