"""The content of the register's files before it is checked, for checks across entries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from infra.cli.register.document import Document
from infra.cli.register.model.durations import parse_duration
from infra.cli.register.problems import RegisterProblem, Where

IN_EITHER_FILE = ("people", "officers")
"""The entries that name real people, which may be in a file of their own."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The register and the people file, or the register alone. Values of the wrong form are ignored here."""

    register: Document
    people: Document | None = None

    def merged(self) -> dict[str, Any]:
        """Return one mapping, as if everything were in the register."""
        if self.people is None:
            return self.register.data
        return {**self.register.data, **{kind: self._both(kind) for kind in IN_EITHER_FILE}}

    def _both(self, kind: str) -> dict[str, Any]:
        documents = [document for document in (self.register, self.people) if document]
        return {name: entry for each in documents for name, entry in _mapping(each.data.get(kind)).items()}

    def ids(self, kind: str) -> frozenset[str]:
        return frozenset(_mapping(self.merged().get(kind)))

    def entries(self, kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for name, entry in _mapping(self.merged().get(kind)).items():
            if isinstance(entry, Mapping):
                yield name, entry

    def problem(self, where: Where, what: str) -> RegisterProblem:
        is_theirs = self.people is not None and where in self.people.lines
        document = self.people if is_theirs and self.people else self.register
        return document.problem(where, what)


def text(entry: Mapping[str, Any], key: str) -> str | None:
    value = entry.get(key)
    return value if isinstance(value, str) else None


def texts(entry: Mapping[str, Any], key: str) -> list[tuple[int, str]]:
    """Return the members of a list that are text, with their positions."""
    value = entry.get(key)
    listed = value if isinstance(value, list) else []
    return [(position, member) for position, member in enumerate(listed) if isinstance(member, str)]


def mappings(entry: Mapping[str, Any], key: str) -> list[tuple[int, Mapping[str, Any]]]:
    """Return the members of a list that are mappings, with their positions."""
    value = entry.get(key)
    listed = value if isinstance(value, list) else []
    return [(position, member) for position, member in enumerate(listed) if isinstance(member, Mapping)]


def duration(entry: Mapping[str, Any], key: str, default: timedelta | None = None) -> timedelta | None:
    """Return the duration, None if it cannot be read, and the default if the key is missing."""
    if key not in entry:
        return default
    try:
        return parse_duration(entry[key])
    except ValueError:
        return None


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
