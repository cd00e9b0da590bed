"""Alerts as the holder of a link may see them, and a page as a browser reads it."""

from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

from tests.fakes import NOON
from watchdesk.alerting.domain.alert import AlertState, Code
from watchdesk.alerting.domain.alert_view import AlertLine, AlertView, TextLine
from watchdesk.alerting.domain.notification import TextState
from watchdesk.alerting.domain.waiting_summary import WaitingSummary
from watchdesk.alerting.http.alert_page import alert_page
from watchdesk.core.message import MessageState, Urgency
from watchdesk.register.domain.alert_group import AlertGroup

VIEW = AlertView(
    code=Code("K7MX"),
    account="Selby Bluesky",
    group=AlertGroup.URGENT,
    state=AlertState.OPEN,
    summary=WaitingSummary(counts={Urgency.URGENT: 2}, oldest=NOON - timedelta(minutes=95)),
    states={MessageState.UNREAD: 2, MessageState.CLAIMED: 1},
    texts=(
        TextLine(name="Sgt Hale", sent_at=NOON - timedelta(minutes=5), state=TextState.ACCEPTED),
        TextLine(name="Insp Brook", sent_at=None, state=TextState.FAILED),
    ),
)
YOURS = replace(
    VIEW, state=AlertState.ACKNOWLEDGED, is_yours=True, acknowledged_by="Sgt Hale", acknowledged_at=NOON
)
ANOTHERS = replace(YOURS, is_yours=False)
RESOLVED = replace(VIEW, state=AlertState.RESOLVED, summary=WaitingSummary(counts={}, oldest=None))
OTHER = AlertLine(code=Code("R4TW"), account="Malton X", group=AlertGroup.ROUTINE, state=AlertState.OPEN)
BUNDLE = replace(VIEW, also=(OTHER,))
VIEWS = [VIEW, YOURS, ANOTHERS, RESOLVED, BUNDLE, None]


class Read(HTMLParser):
    """The page as a browser sees it."""

    def __init__(self, body):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], ""
        self.feed(body)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words += data


def read(view, **given):
    return Read(alert_page(view, NOON, **given).body)
