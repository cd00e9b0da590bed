"""What a text says: exactly one part, whatever the data, and nothing of what the public wrote or is called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from watchdesk.domain.alert import CODE_LENGTH, Code, Group
from watchdesk.domain.errors import Defect
from watchdesk.domain.gsm7 import ONE_PART, cut, fold, is_gsm7, septets
from watchdesk.domain.link import LONGEST_TOKEN, url
from watchdesk.domain.message import Urgency

SHORT_NAME = 11
LEAST_OF_A_NAME = 12
"""Less than this of the account's name tells nobody which account it is: then the terse wording makes room."""
MOST = 999
LINK_BASE = re.compile(r"https?://[^\s/?#]+(?:/[^\s?#]*[^\s/?#])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a text may tell. Without a link it still tells."""

    force: str
    code: Code
    group: Group
    account: str
    counts: Mapping[Urgency, int]
    oldest: timedelta
    link: str = ""


def compose(facts: Facts) -> str:
    """One part of GSM-7. Gives up the account's name first, never the code or the link.

    Raises Defect if the link leaves no room at all; `check_link_base` says so before it is deployed.
    """
    name, kept = fold(facts.account), ""
    for wording in (_full, _terse):
        room = ONE_PART + 1 - septets(wording(facts, "x"))
        kept = cut(name, room)
        if room >= min(septets(name), LEAST_OF_A_NAME):
            return wording(facts, kept)
    return _checked(_terse(facts, kept))


def check_link_base(base: str) -> None:
    """Raises Defect unless every text with a link on this base fits: about seventy-five characters do."""
    if not LINK_BASE.fullmatch(base) or not is_gsm7(base):
        raise Defect("the base of the links must be a plain http(s) URL in GSM-7 without a trailing slash")
    longest = Facts(
        force="W" * SHORT_NAME,
        code=Code("W" * CODE_LENGTH),
        group=Group.HISTORY,
        account="W" * LEAST_OF_A_NAME,
        counts=dict.fromkeys(Urgency, MOST + 1),
        oldest=timedelta(days=MOST),
        link=url(base, "W" * LONGEST_TOKEN),
    )
    if septets(_terse(longest, "")) > ONE_PART:
        raise Defect("the base of the links is too long for a text of one part")


def _full(facts: Facts, account: str) -> str:
    kinds = ", ".join(f"{_number(count)} {urgency}" for urgency, count in facts.counts.items())
    what = f"{kinds} {_overdue(facts)}"
    told = ", ".join(part for part in (what, account, f"oldest {_age(facts.oldest)}") if part)
    return f"{_head(facts)} {told}. {facts.link}".rstrip()


def _terse(facts: Facts, account: str) -> str:
    first = next(iter(facts.counts), Urgency.ROUTINE)
    count, total = facts.counts.get(first, 0), sum(facts.counts.values())
    among = "" if count == total else f" of {_number(total)}"
    told = (_head(facts), f"{_number(count)} {first}{among}", account, _age(facts.oldest), facts.link)
    return " ".join(part for part in told if part)


def _head(facts: Facts) -> str:
    return f"{cut(fold(facts.force), SHORT_NAME)} {facts.code}:".lstrip()


def _overdue(facts: Facts) -> str:
    return "from before it was watched" if facts.group is Group.HISTORY else "overdue"


def _number(count: int) -> str:
    return str(count) if count <= MOST else f"{MOST}+"


def _age(age: timedelta) -> str:
    """Rounded down, in the unit people would use: 45min, 5h, 3d."""
    if age < timedelta(hours=2):
        return f"{max(age, timedelta(0)) // timedelta(minutes=1)}min"
    if age < timedelta(days=2):
        return f"{age // timedelta(hours=1)}h"
    return f"{min(age.days, MOST)}d"


def _checked(text: str) -> str:
    if septets(text) > ONE_PART:
        raise Defect("the link leaves no room in a text of one part")
    return text
