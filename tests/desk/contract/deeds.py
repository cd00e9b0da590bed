"""Deeds at the desk, and how a message stands after them."""

from datetime import timedelta

from tests.builders import a_message, a_policy
from tests.fakes import NOON
from watchdesk.audit.trail import AuditEvent
from watchdesk.core.account import Platform
from watchdesk.core.disposition import Disposition, DispositionCode
from watchdesk.desk.domain.current_message import CurrentMessage
from watchdesk.inbox.domain.deadlines import DeadlineRules
from watchdesk.platforms.registry import FACTS

LATER = NOON + timedelta(hours=1)
TERMS = DeadlineRules(a_policy(), FACTS[Platform.MASTODON])
PC = "pc-subject"


def a_deed(action="claim_message", at=LATER):
    return AuditEvent(actor=PC, action=action, about=str(a_message().key), at=at)


def an_end(outcome=DispositionCode.SPAM, at=LATER, **fields):
    return Disposition(outcome=outcome, by=PC, at=at, **fields)


def one(desk, key=None):
    (status,) = desk.statuses([key or a_message().key])
    return status


def current(status, now=LATER):
    return CurrentMessage(status=status, terms=TERMS, now=now)
