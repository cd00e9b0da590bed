"""Says in a text about one alert that there are others, and names as many of them as there is room for."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchdesk.alerting.domain.alert import Code
from watchdesk.alerting.sms.gsm7 import cut, fold, septets
from watchdesk.register.domain.alert_group import AlertGroup

NAME_LENGTH = 14
"""Septets of an account's name. So many are enough to tell one account from another."""
MAX_NAMED = 12
MAX_COUNT = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAlert:
    """An alert that a text mentions beside its own."""

    account: str
    code: Code
    group: AlertGroup


def summary(others: Sequence[OtherAlert], room: int) -> str:
    """Return the most detailed wording that fits into `room` septets. Without room it is `+3`."""
    if not others:
        return ""
    fitting = (wording for wording in _wordings(others) if septets(wording) <= room)
    return next(fitting, f"+{min(len(others), MAX_COUNT)}")


def _wordings(others: Sequence[OtherAlert]) -> Iterator[str]:
    """Yield the wordings, the most detailed first."""
    counts = _counts_by_group(others)
    for beginning in (counts, f"+{min(len(others), MAX_COUNT)}"):
        for named in range(min(len(others), MAX_NAMED), 0, -1):
            yield f"{beginning}: {_names(others, named)}."
    yield f"{counts}."


def _counts_by_group(others: Sequence[OtherAlert]) -> str:
    found = Counter(other.group for other in others)
    return "+" + ", ".join(f"{min(found[group], MAX_COUNT)} {group}" for group in AlertGroup if found[group])


def _names(others: Sequence[OtherAlert], named: int) -> str:
    names = ", ".join(f"{cut(fold(other.account), NAME_LENGTH)} {other.code}".strip() for other in others[:named])
    left = len(others) - named
    return f"{names} and {min(left, MAX_COUNT)} more" if left else names
