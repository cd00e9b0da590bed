"""What a link in a text shows: small pages that need nothing else, and give nothing away.

No scripts, nothing loaded from anywhere, nothing kept by a browser or told to another site; every word that
comes from outside is escaped. They read well on a phone, in the dark, and aloud.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from html import escape

from watchdesk.domain.alert import AlertState, Group
from watchdesk.domain.alert_view import AlertView, TextLine
from watchdesk.domain.notification import TextState

STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1rem}"
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

FATES = {
    TextState.LEASED: "being texted",
    TextState.ACCEPTED: "texted",
    TextState.DELIVERED: "texted, and delivered",
    TextState.PENDING: "not texted yet",
    TextState.UNKNOWN: "perhaps texted",
    TextState.FAILED: "could not be texted",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One answer, ready to be given. HTML attributes and text only ever hold escaped words."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=lambda: HEADERS)


def not_valid() -> Page:
    """The same for every link that does not lead anywhere, whatever the reason."""
    told = (
        "<p>It may have expired, or part of it may be missing. If there is an alert, another text will come.</p>"
    )
    return Page(404, _document("This link does not work", told))


def page(view: AlertView, now: datetime, zone: tzinfo = UTC) -> Page:
    """What the reader should know now: that it waits for them, that it is theirs, another's, or done."""
    match view.state:
        case AlertState.OPEN:
            return Page(200, _document(f"Alert {view.code}: waiting", _waiting(view, now, zone)))
        case AlertState.RESOLVED:
            return Page(200, _document(f"Alert {view.code}: all dealt with", _facts(view, now, zone)))
    if view.is_yours:
        title = f"Alert {view.code}: you have it"
        told = f"<p>You acknowledged it {_at(view.acknowledged_at, now, zone)}. Nobody else is texted for now.</p>"
    else:
        title = f"Alert {view.code}: already acknowledged"
        told = (
            f"<p>{escape(view.acknowledged_by or 'Somebody')} acknowledged it "
            f"{_at(view.acknowledged_at, now, zone)}.</p>"
        )
    return Page(200, _document(title, told + _facts(view, now, zone)))


def _waiting(view: AlertView, now: datetime, zone: tzinfo) -> str:
    ask = '<form method="post"><button type="submit">I have it</button></form>'
    told = "<p>If you take it, nobody else is texted. If messages still wait later, texts begin again.</p>"
    return _facts(view, now, zone) + ask + told


def _facts(view: AlertView, now: datetime, zone: tzinfo) -> str:
    kinds = ", ".join(f"{count} {urgency}" for urgency, count in view.situation.counts.items())
    oldest = view.situation.oldest
    history = " (from before the account was watched)" if view.group is Group.HISTORY else ""
    told = {
        "Account": escape(view.account),
        "Waiting": f"{kinds or 'nothing'}{history}",
        "Oldest": f"{_ago(oldest, now)}" if oldest else "",
        "All its messages": ", ".join(f"{count} {state}" for state, count in sorted(view.states.items())),
        "Texts": _lines(view.texts, now, zone),
    }
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in told.items() if value) + "</dl>"


def _lines(texts: Sequence[TextLine], now: datetime, zone: tzinfo) -> str:
    return "<br>".join(f"{escape(text.name)}: {FATES[text.state]}{_sent(text, now, zone)}" for text in texts)


def _sent(text: TextLine, now: datetime, zone: tzinfo) -> str:
    return f" {_at(text.sent_at, now, zone)}" if text.sent_at else ""


def _at(instant: datetime | None, now: datetime, zone: tzinfo) -> str:
    if instant is None:
        return ""
    local = instant.astimezone(zone)
    return f'at <time datetime="{instant.isoformat()}">{local:%H:%M %Z on %d %B}</time> ({_ago(instant, now)})'


def _ago(instant: datetime, now: datetime) -> str:
    minutes = max(now - instant, timedelta(0)) // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min ago" if hours else f"{rest} min ago"


def _document(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
