"""What a store writes of a stored object, and what must still hold when it does.

A table turns a change into an update with a condition; a store in memory evaluates it. So the rules about races
stand once, here and in the modules that build changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """New values of fields, and the values that other fields must have as they stand in the store."""

    fields: Mapping[str, Any]
    required: Mapping[str, Any] = field(default_factory=dict)
    rising: frozenset[str] = frozenset()
    """Fields that must stand below their new value, so that no late writer sets them back."""

    def fits(self, stored: object) -> bool:
        """Return whether the object as stored allows this change."""
        is_as_required = all(getattr(stored, name) == value for name, value in self.required.items())
        return is_as_required and all(getattr(stored, name) < self.fields[name] for name in self.rising)

    def applied_to(self, stored: T) -> T:
        """Return the stored object with the new values."""
        return replace(stored, **self.fields)


def differences(before: T, after: T) -> dict[str, Any]:
    """Return the fields in which two values of one class differ, with their values afterwards."""
    pairs = [(each.name, getattr(before, each.name), getattr(after, each.name)) for each in fields(before)]
    return {name: new for name, old, new in pairs if new != old}
