"""Small pages that need nothing else, and give nothing away.

No scripts, nothing loaded from anywhere, nothing kept by a browser or told to another site; every word that
comes from outside is escaped. They read well on a phone, in the dark, and aloud.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}"
    "h1{font-size:1.5rem;line-height:1.2}"
    "button{font:inherit;font-weight:700;width:100%;min-height:3.5rem;border:2px solid;border-radius:.5rem;"
    "background:#1d4f91;color:#fff}"
    "dt{font-weight:700}dd{margin:0 0 .5rem}"
)
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
    """One answer, ready to be given. HTML attributes and text only ever hold escaped words."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=lambda: HEADERS)


def document(title: str, body: str) -> str:
    """`body` is HTML whose every outside word is escaped; `title` is escaped here."""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def listed(told: Mapping[str, str]) -> str:
    """By name, what there is; HTML already."""
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in told.items() if value) + "</dl>"
