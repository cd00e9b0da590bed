"""HTML pages, rendered by Jinja2 with every value escaped.

A page holds no scripts and loads nothing. A browser stores none of it and tells no other site of it. Pages are
made to be read on a phone, in the dark, and by a screen reader.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

PACKAGE = Path(__file__).parents[1]
"""Templates are named by their path in this package, for example `alerting/http/templates/waiting.html`."""

STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}"
    "h1{font-size:1.5rem;line-height:1.2}"
    "button{font:inherit;font-weight:700;width:100%;min-height:3.5rem;border:2px solid;border-radius:.5rem;"
    "background:#1d4f91;color:#fff}"
    "dt{font-weight:700}dd{margin:0 0 .5rem}"
)
"""It must hold no character that HTML escapes: browsers apply it only if its hash is the one in HEADERS."""
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()

HEADERS: Mapping[str, str] = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": (
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A whole response."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=lambda: HEADERS)


def render(template: str, **values: object) -> str:
    """Return the HTML of the template. Raises jinja2.UndefinedError if a value that it needs is missing."""
    return _environment().get_template(template).render(style=STYLE, **values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(PACKAGE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
