"""Wires the functions of alerting: channels, alerts, and replies to them."""

from watchdesk.bootstrap.alerting.alerts import escalate_alerts, sweep_overdue
from watchdesk.bootstrap.alerting.channels import second_channel, text_channel
from watchdesk.bootstrap.alerting.replies import acknowledge_alert, answer_texts, note_receipts, take_alert

__all__ = [
    "acknowledge_alert",
    "answer_texts",
    "escalate_alerts",
    "note_receipts",
    "second_channel",
    "sweep_overdue",
    "take_alert",
    "text_channel",
]
