"""A change of the domain as a write with a condition."""

from collections.abc import Iterator, Mapping
from typing import Any

from watchdesk.alerting.domain.change import Change
from watchdesk.aws.dynamodb.codec import plain
from watchdesk.aws.dynamodb.table import Key
from watchdesk.aws.dynamodb.transaction import ConditionCheck, Update


def update_of(key: Key, change: Change) -> Update:
    """Return the update that sets each field to its value and removes the fields that are None."""
    stored = {name: plain(value) for name, value in change.fields.items() if value is not None}
    removed = [f"#{name}" for name, value in change.fields.items() if value is None]
    parts = ["SET " + ", ".join(f"#{name} = :{name}" for name in stored)] if stored else []
    parts += ["REMOVE " + ", ".join(removed)] if removed else []
    rising = [f"#{name} < :{name}" for name in sorted(change.rising)]
    condition = " AND ".join([*_conditions(change.required), *rising])
    return Update(
        key, " ".join(parts), condition, {f":{name}": stored[name] for name in stored} | _required(change.required)
    )


def check_of(key: Key, required: Mapping[str, Any]) -> ConditionCheck:
    """Return the check that the fields have these values; None stands for a field that is not there."""
    return ConditionCheck(key, " AND ".join(_conditions(required)), _required(required))


def _conditions(required: Mapping[str, Any]) -> Iterator[str]:
    for name, value in required.items():
        yield f"attribute_not_exists(#{name})" if value is None else f"#{name} = :was_{name}"


def _required(required: Mapping[str, Any]) -> dict[str, Any]:
    return {f":was_{name}": plain(value) for name, value in required.items() if value is not None}
