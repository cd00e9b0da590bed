"""A register entry field by field, as text that may be printed.

Durations are written as in a register. Phone numbers and email addresses are masked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime, timedelta

from infra.cli.register.model.durations import write_duration
from infra.cli.register.plan.opening_hours_text import opening_hours_lines
from infra.cli.register.plan.rota_text import local_time_text, rota_part_text
from infra.cli.register.problems import mask_numbers
from watchdesk.core.account import Account
from watchdesk.register.domain.force import Force
from watchdesk.register.domain.officer import Officer
from watchdesk.register.domain.opening_hours import Calendar
from watchdesk.register.domain.person import Person
from watchdesk.register.domain.policy import Policy, TimeLimit, TriageRule
from watchdesk.register.domain.rota import Rota
from watchdesk.register.ports import RegisterEntry

WORDS: Mapping[type[RegisterEntry], str] = {
    Force: "force",
    Account: "account",
    Policy: "policy",
    Rota: "rota",
    Person: "person",
    Officer: "officer",
}
Value = str | tuple[str, ...] | None
"""The text of a field, the texts of a list, or None."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    field: str
    old: Value
    new: Value


def differences(before: RegisterEntry | None, after: RegisterEntry | None) -> list[FieldChange]:
    """Return the differences in the order of the fields. Phone numbers and email addresses are masked."""
    old, new = _fields(before), _fields(after)
    return [
        FieldChange(field, _printable(field, old.get(field)), _printable(field, new.get(field)))
        for field in {**old, **new}
        if old.get(field) != new.get(field)
    ]


_IDENTITIES = ("id", "subject")
"""The fields that the line above already shows."""


def _fields(entry: RegisterEntry | None) -> dict[str, Value]:
    flat = () if entry is None else _flat("", entry)
    return {name: value for name, value in flat if name not in _IDENTITIES}


def _printable(field: str, value: Value) -> Value:
    if field == "email" and isinstance(value, str):
        return f"***@{value.rpartition('@')[2]}"
    return mask_numbers(value) if field == "phone" and isinstance(value, str) else value


_PASSED_OVER: Mapping[type, frozenset[str]] = {
    TimeLimit: frozenset({"urgency", "surfaces"}),
    TriageRule: frozenset({"name"}),
    Person: frozenset({"proved_at", "opted_out_at"}),
}
"""The fields that the label of a member already shows, and fields that are not declared."""


def _flat(name: str, value: object) -> Iterator[tuple[str, Value]]:
    if isinstance(value, Calendar):
        yield name, opening_hours_lines(value)
    elif is_dataclass(value):
        passed_over = _PASSED_OVER.get(type(value), ())
        for field in fields(value):
            if field.name in passed_over or getattr(value, field.name) == field.default:
                continue
            yield from _flat(f"{name}.{field.name}".removeprefix("."), getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, member in sorted(value.items()):
            yield from _flat(f"{name}.{key}", member)
    elif isinstance(value, tuple) and any(lines := [rota_part_text(member) for member in value]):
        yield name, tuple(line or "" for line in lines)
    elif isinstance(value, tuple) and any(is_dataclass(member) for member in value):
        for position, member in enumerate(value):
            yield from _flat(f"{name}[{_label(position, member)}]", member)
    else:
        yield name, _text(value)


def _label(position: int, member: object) -> str:
    """Return the label of a member. Rules and limits are named by their purpose, and steps by their position."""
    if isinstance(member, TriageRule):
        return member.name
    if isinstance(member, TimeLimit):
        within = [f"in {member.calendar.id}"] if member.calendar else []
        return " ".join([member.urgency, *sorted(member.surfaces), *within])
    return str(position + 1)


def _text(value: object) -> Value:
    if value is None:
        return None
    if isinstance(value, timedelta):
        return write_duration(value)
    if isinstance(value, datetime):
        return local_time_text(value)
    if isinstance(value, frozenset):
        return tuple(sorted(str(member) for member in value))
    if isinstance(value, tuple):
        return tuple(str(member) for member in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
