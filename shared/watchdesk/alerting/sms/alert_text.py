"""Composes the text about an alert: always one part, without the words or names of the public."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from watchdesk.alerting.domain.alert import CODE_LENGTH, Code
from watchdesk.alerting.domain.signed_link import LONGEST_TOKEN, link_url
from watchdesk.alerting.sms.gsm7 import ONE_PART, cut, fold, is_gsm7, septets
from watchdesk.alerting.sms.other_alerts import OtherAlert, summary
from watchdesk.core.errors import Defect
from watchdesk.core.message import Urgency
from watchdesk.register.domain.alert_group import AlertGroup

FORCE_NAME_LENGTH = 11
MIN_ACCOUNT_NAME = 12
"""Septets. Less of an account's name does not tell which account it is, so the terse wording makes room."""
MAX_COUNT = 999
LINK_BASE = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*[^\s/?#])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertTextFacts:
    """What a text may say. It is still sent if it has no link."""

    force: str
    code: Code
    group: AlertGroup
    account: str
    counts: Mapping[Urgency, int]
    oldest: timedelta
    due_in: timedelta = timedelta(0)
    """How long it is until the soonest deadline. Only the text of a warning says so."""
    link: str = ""
    others: Sequence[OtherAlert] = ()
    """The other alerts that this text mentions, in the order in which to name them."""
    can_reply: bool = False
    """Whether its reader can reply by text."""


def compose_alert_text(facts: AlertTextFacts) -> str:
    """Return one part of GSM-7.

    If room is short, it leaves out the names of the other alerts first, then the name of the account, and never
    the code or the link. Raises Defect if the link leaves no room at all; `check_link_base` finds that out early.
    """
    name, kept = "" if facts.group is AlertGroup.DAILY_TEST else fold(facts.account), ""
    least = summary(facts.others, 0)
    for wording in (_full, _terse):
        room = ONE_PART - septets(_whole_text(wording(facts, "x"), least, facts)) + 1
        kept = cut(name, room)
        is_whole = septets(_whole_text(wording(facts, kept), least, facts)) <= ONE_PART
        if is_whole and room >= min(septets(name), MIN_ACCOUNT_NAME):
            return _filled(wording(facts, kept), facts)
    return _checked(_whole_text(_terse(facts, kept), least, facts))


def check_link_base(base: str) -> None:
    """Raise Defect unless every text has room for a link on this base. About seventy characters fit."""
    if not LINK_BASE.fullmatch(base) or not is_gsm7(base):
        raise Defect("the base of the links must be a plain http(s) URL in GSM-7 without a trailing slash")
    longest = AlertTextFacts(
        force="W" * FORCE_NAME_LENGTH,
        code=Code("W" * CODE_LENGTH),
        group=AlertGroup.HISTORY,
        account="W" * MIN_ACCOUNT_NAME,
        counts=dict.fromkeys(Urgency, MAX_COUNT + 1),
        oldest=timedelta(days=MAX_COUNT),
        link=link_url(base, "W" * LONGEST_TOKEN),
        others=(OtherAlert(account="W", code=Code("W" * CODE_LENGTH), group=AlertGroup.HISTORY),) * MAX_COUNT,
    )
    if septets(_whole_text(_terse(longest, ""), summary(longest.others, 0), longest)) > ONE_PART:
        raise Defect("the base of the links is too long for a text of one part")


def _filled(lead: str, facts: AlertTextFacts) -> str:
    """Add as much about the other alerts as there is room for, and then how to reply if there is still room."""
    others = summary(facts.others, max(0, ONE_PART - septets(_whole_text(lead, "", facts)) - 1))
    hinted = _whole_text(lead, f"{others} {_hint(facts)}".strip(), facts)
    is_asking = facts.group is AlertGroup.DAILY_TEST
    if facts.can_reply and not is_asking and septets(hinted) <= ONE_PART:
        return hinted
    return _whole_text(lead, others, facts)


def _whole_text(lead: str, others: str, facts: AlertTextFacts) -> str:
    return " ".join(part for part in (lead, others, facts.link) if part)


def _hint(facts: AlertTextFacts) -> str:
    return f"Reply {facts.code} to take {'all' if facts.others else 'it'}."


def _full(facts: AlertTextFacts, account: str) -> str:
    if facts.group is AlertGroup.DAILY_TEST:
        return f"{_text_head(facts)} this is the daily test. {_test(facts)}"
    counts = ", ".join(f"{_number(count)} {urgency}" for urgency, count in facts.counts.items())
    since = "" if facts.group is AlertGroup.WARNING else f"oldest {_age(facts.oldest)}"
    details = ", ".join(part for part in (f"{counts} {_when(facts)}".strip(), account, since) if part)
    return f"{_text_head(facts)} {details}."


def _terse(facts: AlertTextFacts, account: str) -> str:
    if facts.group is AlertGroup.DAILY_TEST:
        return f"{_text_head(facts)} daily test"
    first = next(iter(facts.counts), Urgency.ROUTINE)
    count, total = facts.counts.get(first, 0), sum(facts.counts.values())
    among = "" if count == total else f" of {_number(total)}"
    when = f"due in {_age(facts.due_in)}" if facts.group is AlertGroup.WARNING else _age(facts.oldest)
    parts = (_text_head(facts), f"{_number(count)} {first}{among}", account, when)
    return " ".join(part for part in parts if part)


def _test(facts: AlertTextFacts) -> str:
    return "Please reply OK or tap:" if facts.can_reply else "Please tap:"


def _text_head(facts: AlertTextFacts) -> str:
    return f"{cut(fold(facts.force), FORCE_NAME_LENGTH)} {facts.code}:".lstrip()


def _when(facts: AlertTextFacts) -> str:
    match facts.group:
        case AlertGroup.HISTORY:
            return "from before it was watched"
        case AlertGroup.WARNING:
            return f"due in {_age(facts.due_in)}"
    return "overdue"


def _number(count: int) -> str:
    return str(count) if count <= MAX_COUNT else f"{MAX_COUNT}+"


def _age(age: timedelta) -> str:
    """Return the age rounded down, in the unit that people would use: 45min, 5h, 3d."""
    if age < timedelta(hours=2):
        return f"{max(age, timedelta(0)) // timedelta(minutes=1)}min"
    if age < timedelta(days=2):
        return f"{age // timedelta(hours=1)}h"
    return f"{min(age.days, MAX_COUNT)}d"


def _checked(text: str) -> str:
    if septets(text) > ONE_PART:
        raise Defect("the link leaves no room in a text of one part")
    return text
