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
from watchdesk.domain.alert_view import AlertLine, AlertView, TextLine
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

MOST_OTHERS = 50
"""Alerts of the same text that are listed one by one."""

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
    if view.is_waiting:
        return Page(200, _document(f"{_named(view)}: waiting", _waiting(view, now, zone)))
    if view.state is AlertState.RESOLVED:
        title, told = f"{_named(view)}: all dealt with", _dealt_with(view, now, zone)
    elif view.state is AlertState.OPEN:
        title = f"{_named(view)}: you have {'them' if view.also else 'it'}"
        told = "<p>You have said so. It stays open until everybody else who was texted says so too.</p>"
    elif view.is_yours:
        title = f"{_named(view)}: you have {'them' if view.also else 'it'}"
        told = f"<p>You acknowledged it {_at(view.acknowledged_at, now, zone)}. Nobody else is texted for now.</p>"
    else:
        title = f"{_named(view)}: already acknowledged"
        told = (
            f"<p>{escape(view.acknowledged_by or 'Somebody')} acknowledged it "
            f"{_at(view.acknowledged_at, now, zone)}.</p>"
        )
    return Page(200, _document(title, told + _facts(view, now, zone)))


def _named(view: AlertView) -> str:
    return f"Alert {view.code} and {len(view.also)} more" if view.also else f"Alert {view.code}"


def _dealt_with(view: AlertView, now: datetime, zone: tzinfo) -> str:
    """Who had it, if anybody said so, and since when nothing waits."""
    had = (
        f"{escape(view.acknowledged_by)} acknowledged it {_at(view.acknowledged_at, now, zone)}. "
        if view.acknowledged_by
        else ""
    )
    done = (
        f"Nothing has waited since {_at(view.resolved_at, now, zone).removeprefix('at ')}."
        if view.resolved_at
        else ""
    )
    return f"<p>{had}{done}</p>" if had or done else ""


def _waiting(view: AlertView, now: datetime, zone: tzinfo) -> str:
    many = bool(view.also)
    ask = f'<form method="post"><button type="submit">I have {"them all" if many else "it"}</button></form>'
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
        "Told in the same text": _others(view.also, now, zone),
    }
    return "<dl>" + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in told.items() if value) + "</dl>"


def _others(lines: Sequence[AlertLine], now: datetime, zone: tzinfo) -> str:
    told = [
        f"{each.code}: {each.group}, {escape(each.account)}, {_standing(each, now, zone)}"
        for each in lines[:MOST_OTHERS]
    ]
    more = [f"and {len(lines) - MOST_OTHERS} more"] if len(lines) > MOST_OTHERS else []
    return "<br>".join(told + more)


def _standing(line: AlertLine, now: datetime, zone: tzinfo) -> str:
    match line.state:
        case AlertState.OPEN:
            return "yours, while others must still answer" if line.is_yours else "waiting"
        case AlertState.RESOLVED:
            return "all dealt with"
    who = "you" if line.is_yours else escape(line.acknowledged_by or "somebody")
    return f"acknowledged by {who} {_at(line.acknowledged_at, now, zone)}"


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
