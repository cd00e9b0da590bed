"""What a link in a text shows of its alert, in few words: what waits, whose it is, and until when."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from html import escape

from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_view import AlertLine, AlertView, TextLine
from watchdesk.alerting.domain.notification import TextState
from watchdesk.http.html_page import HtmlPage, document, listed
from watchdesk.register.domain.alert_group import AlertGroup

MOST_OTHERS = 50
"""Alerts of the same text that are listed one by one."""

NOTES = {
    AlertGroup.HISTORY: " (from before the account was watched)",
    AlertGroup.WARNING: " (not overdue yet)",
}
FATES = {
    TextState.LEASED: "being texted",
    TextState.ACCEPTED: "texted",
    TextState.DELIVERED: "texted, and delivered",
    TextState.PENDING: "not texted yet",
    TextState.UNKNOWN: "perhaps texted",
    TextState.FAILED: "could not be texted",
}


def not_valid() -> HtmlPage:
    """The same for every link that does not lead anywhere, whatever the reason."""
    told = (
        "<p>It may have expired, or part of it may be missing. If there is an alert, another text will come.</p>"
    )
    return HtmlPage(404, document("This link does not work", told))


def page(view: AlertView, now: datetime, zone: tzinfo = UTC) -> HtmlPage:
    """What the reader should know now: that it waits for them, that it is theirs, another's, or done."""
    if view.is_waiting:
        return HtmlPage(200, document(f"{_named(view)}: waiting", _waiting(view, now, zone)))
    if view.state is AlertState.RESOLVED:
        title, told = f"{_named(view)}: all dealt with", _dealt_with(view, now, zone)
    elif view.state is AlertState.OPEN:
        title = f"{_named(view)}: you have {'them' if view.also else 'it'}"
        told = "<p>You have said so. It stays open until everybody else who was texted says so too.</p>"
    elif view.is_yours:
        title = f"{_named(view)}: you have {'them' if view.also else 'it'}"
        told = f"<p>You acknowledged it {_at(view.acknowledged_at, now, zone)}.</p>{_held(view, zone)}"
    else:
        title = f"{_named(view)}: already acknowledged"
        told = (
            f"<p>{escape(view.acknowledged_by or 'Somebody')} acknowledged it "
            f"{_at(view.acknowledged_at, now, zone)}.</p>{_held(view, zone)}"
        )
    return HtmlPage(200, document(title, told + _facts(view, now) + _history(view, now, zone)))


def _named(view: AlertView) -> str:
    name = f"{'Daily test' if view.group is AlertGroup.DAILY_TEST else 'Alert'} {view.code}"
    return f"{name} and {len(view.also)} more" if view.also else name


def _held(view: AlertView, zone: tzinfo) -> str:
    """Until when it is somebody's. A test is done once it is answered."""
    if view.held_until is None or view.group is AlertGroup.DAILY_TEST:
        return ""
    until = _time(view.held_until, zone)
    return f"<p>Nobody else is texted until {until}. If messages still wait then, texts begin again.</p>"


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
    if view.group is AlertGroup.DAILY_TEST and not many:
        told = "<p>This is the daily test: press the button, and it is done.</p>"
    # What is read at a glance, then the button where a thumb finds it, then whatever may be long.
    return _facts(view, now) + ask + told + _history(view, now, zone)


def _facts(view: AlertView, now: datetime) -> str:
    if view.group is AlertGroup.DAILY_TEST:
        return ""
    kinds = ", ".join(f"{count} {urgency}" for urgency, count in view.summary.counts.items())
    oldest = view.summary.oldest
    return listed(
        {
            "Account": escape(view.account),
            "Waiting": f"{kinds or 'nothing'}{NOTES.get(view.group, '')}",
            "Oldest": _ago(oldest, now) if oldest else "",
        }
    )


def _history(view: AlertView, now: datetime, zone: tzinfo) -> str:
    told = {
        "All its messages": ", ".join(f"{count} {state}" for state, count in sorted(view.states.items())),
        "Texts": _lines(view.texts, now, zone),
        "Told in the same text": _others(view.also, now, zone),
    }
    return listed(told)


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
    return f"at {_time(instant, zone)} ({_ago(instant, now)})"


def _time(instant: datetime, zone: tzinfo) -> str:
    return f'<time datetime="{instant.isoformat()}">{instant.astimezone(zone):%H:%M %Z on %d %B}</time>'


def _ago(instant: datetime, now: datetime) -> str:
    minutes = max(now - instant, timedelta(0)) // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min ago" if hours else f"{rest} min ago"
