"""Checks that every name in the register leads to an entry and that nothing is declared twice."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from infra.cli.register.model.rota_names import groups_in, others_in
from infra.cli.register.problems import RegisterProblem, Where, dotted, quote_value, suggestion
from infra.cli.register.sources import IN_EITHER_FILE, Sources, mappings, text
from watchdesk.core.account import AccountState

_WORD = {"people": "person", "rotas": "rota", "policies": "policy", "accounts": "account", "calendars": "calendar"}


def reference_problems(sources: Sources) -> Iterator[RegisterProblem]:
    uses = chain(_of_force(sources), _of_rotas(sources), _of_policies(sources), _of_accounts(sources))
    for where, kind, name in uses:
        if name not in sources.ids(kind):
            advice = suggestion(name, sources.ids(kind))
            yield sources.problem(where, f"there is no {_WORD[kind]} {quote_value(name)}: {advice}")
    yield from _in_both_files(sources)
    yield from _listed_twice(sources)
    yield from _shared(sources, "accounts", "name", _plain, "two accounts a text cannot tell apart")
    yield from _shared(sources, "accounts", "handle", _watched_handle, "one account declared twice")
    yield from _shared(sources, "people", "phone", _plain, "declare one person and name them in both rotas")


Use = tuple[Where, str, str]
"""The place of a name, the kind of entry that it should name, and the name."""


def _of_force(sources: Sources) -> Iterator[Use]:
    force = sources.merged().get("force")
    if not isinstance(force, Mapping):
        return
    if person := text(force, "last_resort"):
        yield ("force", "last_resort"), "people", person
    canary = force.get("canary")
    if isinstance(canary, Mapping) and (person := text(canary, "person")):
        yield ("force", "canary", "person"), "people", person


def _of_rotas(sources: Sources) -> Iterator[Use]:
    for rota, entry in sources.entries("rotas"):
        for where, person in (*chain.from_iterable(groups_in(entry)), *others_in(entry)):
            yield ("rotas", rota, *where), "people", person


def _of_policies(sources: Sources) -> Iterator[Use]:
    for policy, entry in sources.entries("policies"):
        for position, step in mappings(entry, "steps"):
            if rota := text(step, "notify"):
                yield ("policies", policy, "steps", position, "notify"), "rotas", rota
        for position, limit in mappings(entry, "limits"):
            if calendar := text(limit, "calendar"):
                yield ("policies", policy, "limits", position, "calendar"), "calendars", calendar


def _of_accounts(sources: Sources) -> Iterator[Use]:
    for account, entry in sources.entries("accounts"):
        if policy := text(entry, "policy"):
            yield ("accounts", account, "policy"), "policies", policy
        if successor := text(entry, "successor"):
            yield ("accounts", account, "successor"), "accounts", successor


def _in_both_files(sources: Sources) -> Iterator[RegisterProblem]:
    for kind in IN_EITHER_FILE:
        theirs = sources.people.data.get(kind) if sources.people else None
        ours = sources.register.data.get(kind)
        if isinstance(theirs, Mapping) and isinstance(ours, Mapping):
            for name in theirs.keys() & ours.keys():
                place = f"{sources.register.file}:{sources.register.line_of((kind, name))}"
                yield sources.problem((kind, name), f"is declared in {place} as well: keep one of them")


def _listed_twice(sources: Sources) -> Iterator[RegisterProblem]:
    for rota, entry in sources.entries("rotas"):
        for group in groups_in(entry):
            seen: set[str] = set()
            for where, person in group:
                if person in seen:
                    yield sources.problem(
                        ("rotas", rota, *where), f"{quote_value(person)} stands in this rota already"
                    )
                seen.add(person)


def _plain(entry: Mapping[str, Any], key: str) -> str | None:
    value = text(entry, key)
    return value.casefold() if value else None


def _watched_handle(entry: Mapping[str, Any], key: str) -> str | None:
    """Yield handles that are declared twice on a platform. A retired account may share one with its successor."""
    handle, platform = text(entry, key), text(entry, "platform")
    if not handle or not platform or entry.get("state") == AccountState.RETIRED:
        return None
    return f"{platform} {handle.removeprefix('@').casefold()}"


def _shared(sources: Sources, kind: str, key: str, sameness: Any, why: str) -> Iterator[RegisterProblem]:  # noqa: ANN401
    first: dict[str, str] = {}
    for name, entry in sources.entries(kind):
        value = sameness(entry, key)
        if value is None:
            continue
        if value in first:
            other = dotted((kind, first[value]))
            yield sources.problem((kind, name, key), f"is the same as that of {other}: {why}")
        first.setdefault(value, name)
