"""Finds every place in a rota that names a person, before the rota is checked."""

from collections.abc import Iterator, Mapping
from typing import Any

from infra.cli.register.problems import Where
from infra.cli.register.sources import mappings, text, texts

Entry = Mapping[str, Any]
Named = tuple[Where, str]


def groups_in(rota: Entry) -> Iterator[list[Named]]:
    """Yield the groups of people who are on duty together, with their places in the rota."""
    yield _at((), rota, "people")
    for position, shift in mappings(rota, "shifts"):
        yield _at(("shifts", position), shift, "people")
        yield from _teams(("shifts", position, "turns"), shift.get("turns"))
    rotation = rota.get("rotation")
    if isinstance(rotation, Mapping):
        yield from _teams(("rotation", "teams"), rotation.get("teams"))
    for position, override in mappings(rota, "overrides"):
        yield _at(("overrides", position), override, "people")


def others_in(rota: Entry) -> Iterator[Named]:
    """Yield the people who are named outside the groups."""
    for position, swap in mappings(rota, "swaps"):
        for key in ("instead_of", "person"):
            if name := text(swap, key):
                yield ("swaps", position, key), name
    known = rota.get("ical_people")
    for key, name in known.items() if isinstance(known, Mapping) else ():
        if isinstance(name, str):
            yield ("ical_people", key), name


def _at(where: Where, entry: Entry, key: str) -> list[Named]:
    return [((*where, key, position), name) for position, name in texts(entry, key)]


def _teams(where: Where, teams: object) -> Iterator[list[Named]]:
    for number, team in enumerate(teams if isinstance(teams, list) else ()):
        if isinstance(team, str):
            yield [((*where, number), team)]
        elif isinstance(team, list):
            yield [((*where, number, at), name) for at, name in enumerate(team) if isinstance(name, str)]
