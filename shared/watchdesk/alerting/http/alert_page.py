"""The page behind the link of a text: what waits, who has it, and until when."""

from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from typing import Final

from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_view import AlertView
from watchdesk.alerting.domain.notification import TextState
from watchdesk.http.html_page import HtmlPage, render
from watchdesk.register.domain.alert_group import AlertGroup

TEMPLATES: Final = "alerting/http/templates"
MAX_OTHERS: Final = 50
"""How many alerts of the same text are listed."""

GROUP_NOTES: Final = {
    AlertGroup.HISTORY: " (from before the account was watched)",
    AlertGroup.WARNING: " (not overdue yet)",
}
TEXT_STATES: Final = {
    TextState.LEASED: "being texted",
    TextState.ACCEPTED: "texted",
    TextState.DELIVERED: "texted, and delivered",
    TextState.PENDING: "not texted yet",
    TextState.UNKNOWN: "perhaps texted",
    TextState.FAILED: "could not be texted",
    TextState.DROPPED: "not texted, because nothing waited any more",
}


def link_not_valid() -> HtmlPage:
    """Return the page of every link that leads nowhere. It does not say why, so that nobody can test links."""
    return HtmlPage(404, render(f"{TEMPLATES}/link_not_valid.html", title="This link does not work"))


def alert_page(view: AlertView, now: datetime, zone: tzinfo = UTC) -> HtmlPage:
    """Return what the reader should know now: the alert waits for them, is theirs or another's, or is over."""
    template, situation = _template(view)
    body = render(
        f"{TEMPLATES}/{template}.html",
        title=f"{_name(view)}: {situation}",
        view=view,
        is_test=view.group is AlertGroup.DAILY_TEST,
        note=GROUP_NOTES.get(view.group, ""),
        text_states=TEXT_STATES,
        max_others=MAX_OTHERS,
        local=partial(_local, zone=zone),
        ago=partial(_ago, now=now),
    )
    return HtmlPage(200, body)


def _template(view: AlertView) -> tuple[str, str]:
    yours = f"you have {'them' if view.also else 'it'}"
    if view.is_waiting:
        return "waiting", "waiting"
    match view.state:
        case AlertState.RESOLVED:
            return "resolved", "all dealt with"
        case AlertState.OPEN:
            return "answered", yours
    return "acknowledged", yours if view.is_yours else "already acknowledged"


def _name(view: AlertView) -> str:
    name = f"{'Daily test' if view.group is AlertGroup.DAILY_TEST else 'Alert'} {view.code}"
    return f"{name} and {len(view.also)} more" if view.also else name


def _local(instant: datetime, zone: tzinfo) -> str:
    return f"{instant.astimezone(zone):%H:%M %Z on %d %B}"


def _ago(instant: datetime, now: datetime) -> str:
    minutes = max(now - instant, timedelta(0)) // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min ago" if hours else f"{rest} min ago"
