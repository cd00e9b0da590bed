"""How a text about one alert tells that there are others: by name as far as there is room, never not at all."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchdesk.alerting.domain.alert import Code
from watchdesk.alerting.sms.gsm7 import cut, fold, septets
from watchdesk.register.domain.alert_group import AlertGroup

NAME_LENGTH = 14
"""Septets of an account's name: enough to tell one from another."""
MAX_NAMED = 12
MAX_COUNT = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAlert:
    account: str
    code: Code
    group: AlertGroup


def summary(others: Sequence[OtherAlert], room: int) -> str:
    """The fullest wording that fits into `room` septets; without room for more, `+3`."""
    if not others:
        return ""
    fitting = (each for each in _wordings(others) if septets(each) <= room)
    return next(fitting, f"+{min(len(others), MAX_COUNT)}")


def _wordings(others: Sequence[OtherAlert]) -> Iterator[str]:
    """The fullest first."""
    kinds = _kinds(others)
    for beginning in (kinds, f"+{min(len(others), MAX_COUNT)}"):
        for named in range(min(len(others), MAX_NAMED), 0, -1):
            yield f"{beginning}: {_names(others, named)}."
    yield f"{kinds}."


def _kinds(others: Sequence[OtherAlert]) -> str:
    found = Counter(other.group for other in others)
    return "+" + ", ".join(f"{min(found[group], MAX_COUNT)} {group}" for group in AlertGroup if found[group])


def _names(others: Sequence[OtherAlert], named: int) -> str:
    names = ", ".join(f"{cut(fold(other.account), NAME_LENGTH)} {other.code}".strip() for other in others[:named])
    left = len(others) - named
    return f"{names} and {min(left, MAX_COUNT)} more" if left else names
