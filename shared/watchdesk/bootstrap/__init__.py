"""The only place where use cases are wired to their adapters. A warm function builds each once, on first use."""

from watchdesk.bootstrap.alerting import (
    acknowledge_alert,
    answer_texts,
    escalate_alerts,
    note_receipts,
    sweep_overdue,
)
from watchdesk.bootstrap.desk import serve_desk
from watchdesk.bootstrap.inbox import dispatch_polls, poll_accounts
from watchdesk.bootstrap.oversight import audit_watch
from watchdesk.bootstrap.publishing import deliver_post, publish_post
from watchdesk.bootstrap.runtime import CONNECTIONS, FORCE_TIME, stopwatch

__all__ = [
    "CONNECTIONS",
    "FORCE_TIME",
    "acknowledge_alert",
    "answer_texts",
    "audit_watch",
    "deliver_post",
    "dispatch_polls",
    "escalate_alerts",
    "note_receipts",
    "poll_accounts",
    "publish_post",
    "serve_desk",
    "stopwatch",
    "sweep_overdue",
]
