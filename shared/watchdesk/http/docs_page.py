"""The page that describes the API to people who have no token yet. It holds nothing of any force.

It is rendered from openapi.json, which `make api` generates from the routes.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

ROUTE = "GET /docs"
DESCRIPTION = Path(__file__).with_name("openapi.json")

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
    return {"statusCode": 200, "headers": HEADERS, "body": page(json.loads(DESCRIPTION.read_bytes()))}


def page(description: Mapping[str, Any]) -> str:
    """Return the HTML of an OpenAPI description."""
    # Every function with an API starts without Jinja2, and only this page needs it.
    from watchdesk.http.html_page import render  # noqa: PLC0415

    operations = [
        (path, method, operation)
        for path, item in description["paths"].items()
        for method, operation in item.items()
    ]
    return render("http/templates/docs_page.html", description=description, operations=operations)
