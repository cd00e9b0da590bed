"""An update of one item of the `messages` table, derived from its attributes before and after a change."""

from collections.abc import Collection, Iterable

from watchdesk.aws.dynamodb.codec import Item
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Key, Table


class ItemUpdate:
    """Sets the attributes that differ, and removes those that `after` no longer has."""

    def __init__(self, before: Item, after: Item) -> None:
        self._before = before
        self._values: Item = {}
        self._assignments: list[str] = []
        self._removed = [f"#{name}" for name in before if name not in after]
        self._conditions: list[str] = []
        for name, value in after.items():
            if before.get(name) != value:
                self.set(name, value)

    def set(self, name: str, value: object) -> None:
        """Set an attribute that was not read."""
        self._assignments.append(f"#{name} = {self._value(name, value)}")

    def set_once(self, name: str, value: object) -> None:
        """Set an attribute only if the item does not have it."""
        self._assignments.append(f"#{name} = if_not_exists(#{name}, {self._value(name, value)})")

    def remove(self, names: Iterable[str]) -> None:
        """Remove attributes that were not read; it is no error if the item does not have them."""
        self._removed += [f"#{name}" for name in names]

    def require_unchanged(self, names: Iterable[str]) -> None:
        """Save the update only if these attributes are as they were read."""
        for name in names:
            if name in self._before:
                self._conditions.append(f"#{name} = {self._value(f'was_{name}', self._before[name])}")
            else:
                self._conditions.append(f"attribute_not_exists(#{name})")

    def require_any(self, name: str, allowed: Collection[str]) -> None:
        """Save the update only if the attribute has one of these values."""
        values = [self._value(f"allowed_{value}", value) for value in sorted(allowed)]
        self._conditions.append(f"#{name} IN ({', '.join(values)})")

    def require_stored(self) -> None:
        """Save the update only if the item exists."""
        self._conditions.append("attribute_exists(#pk)")

    def save(self, table: Table, key: Key) -> bool:
        """Write the update in one call, and return whether its conditions held."""
        clauses = (("SET", self._assignments), ("REMOVE", self._removed))
        change = " ".join(f"{verb} {', '.join(parts)}" for verb, parts in clauses if parts)
        try:
            table.update(key, change, " AND ".join(self._conditions), self._values)
        except ConditionFailed:
            return False
        return True

    def _value(self, name: str, value: object) -> str:
        self._values[f":{name}"] = value
        return f":{name}"
