"""How urgent is a message? Rules may only bring its deadline forward, and say which rule did."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from watchdesk.core.message import Urgency
from watchdesk.register.domain.policy import TriageRule

DEFAULT_REASON = "no rule matched"
UNREADABLE_REASON = "could not be read"


def triage(text: str, rules: Sequence[TriageRule]) -> tuple[Urgency, str]:
    """The most urgent class any rule gives, and that rule's name. Whole words, any case, accents as written."""
    matched = [rule for rule in rules if _pattern(rule.phrases).search(folded(text))]
    if not matched:
        return Urgency.ROUTINE, DEFAULT_REASON
    first = min(matched, key=lambda rule: rule.urgency.rank)
    return first.urgency, first.name


def folded(text: str) -> str:
    """Compatibility forms, case and apostrophes made alike: a phone's keyboard must not hide a word."""
    return unicodedata.normalize("NFKC", text).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    any_of = "|".join(r"\s+".join(map(re.escape, folded(phrase).split())) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)")
