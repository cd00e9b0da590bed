"""How urgent is a message? A rule can only bring its deadline forward, and is named as the reason."""

import re
from collections.abc import Sequence
from functools import lru_cache

from watchdesk.core.message import Urgency
from watchdesk.core.unicode_text import normalised
from watchdesk.register.domain.policy import TriageRule

DEFAULT_REASON = "no rule matched"
UNREADABLE_REASON = "could not be read"


def triage(text: str, rules: Sequence[TriageRule]) -> tuple[Urgency, str]:
    """Return the highest urgency that any rule gives, and the name of that rule.

    Rules match whole words in any case, with accents as written.
    """
    matched = [rule for rule in rules if _pattern(rule.phrases).search(folded(text))]
    if not matched:
        return Urgency.ROUTINE, DEFAULT_REASON
    first = min(matched, key=lambda rule: rule.urgency.rank)
    return first.urgency, first.name


def folded(text: str) -> str:
    """Return the text without differences of compatibility form, case and apostrophe, which keyboards make."""
    return normalised("NFKC", text).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    any_of = "|".join(r"\s+".join(map(re.escape, folded(phrase).split())) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)")
