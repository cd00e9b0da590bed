"""Checks that every account can be watched and that every retired one leads to a watched account."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from infra.cli.register.model.durations import write_duration
from infra.cli.register.model.platforms import DECLARABLE, account_options
from infra.cli.register.model.register import DEFAULT_POLL_EVERY
from infra.cli.register.problems import RegisterProblem, Where, quote_value, suggestion
from infra.cli.register.sources import Sources, duration, mappings, text, texts
from watchdesk.core.account import AccountState, Platform, Surface
from watchdesk.core.platform_facts import PlatformFacts

Entry = Mapping[str, Any]


def account_problems(sources: Sources) -> Iterator[RegisterProblem]:
    for account, entry in sources.entries("accounts"):
        where = ("accounts", account)
        platform = text(entry, "platform")
        facts = DECLARABLE.get(Platform(platform)) if platform in set(Platform) else None
        if facts is not None:
            yield from _platform(sources, where, entry, facts)
        yield from _succession(sources, where, entry)
        yield from _pace(sources, where, entry)
    yield from _circles(sources)


def _platform(sources: Sources, where: Where, entry: Entry, facts: PlatformFacts) -> Iterator[RegisterProblem]:
    platform = entry["platform"]
    handle = text(entry, "handle")
    if handle and not re.fullmatch(facts.handle_pattern, handle):
        yield sources.problem((*where, "handle"), f"is no {platform} handle: write {facts.handle_in_words}")
    for position, surface in texts(entry, "surfaces"):
        if surface in set(Surface) and surface not in facts.surfaces:
            offered = ", ".join(sorted(facts.surfaces))
            yield sources.problem((*where, "surfaces", position), f"{platform} has no {surface}: it has {offered}")
    options, known = entry.get("options"), account_options(facts)
    for option in options if isinstance(options, Mapping) else ():
        if option not in known:
            advice = suggestion(option, known)
            yield sources.problem(
                (*where, "options", option), f"{platform} has no option {quote_value(option)}: {advice}"
            )


def _succession(sources: Sources, where: Where, entry: Entry) -> Iterator[RegisterProblem]:
    state = entry.get("state", AccountState.ACTIVE)
    if state in (AccountState.DRAINING, AccountState.RETIRED) and not entry.get("successor"):
        yield sources.problem(
            (*where, "state"), f"a {state} account needs a successor: name the account people find instead"
        )
    if state == AccountState.ACTIVE and entry.get("successor"):
        yield sources.problem(
            (*where, "successor"), "an active account has none: say `state: draining` or take it out"
        )


def _circles(sources: Sources) -> Iterator[RegisterProblem]:
    """Yield each circle of successors once, at its first account in the alphabet."""
    successors = {account: text(entry, "successor") for account, entry in sources.entries("accounts")}
    for start in successors:
        walked = [start]
        while (following := successors.get(walked[-1])) is not None and following not in walked:
            walked.append(following)
        if following == start == min(walked):
            circle = " -> ".join([*walked, start])
            yield sources.problem(
                ("accounts", start, "successor"),
                f"leads in a circle ({circle}): the last one must be an active account",
            )


def _pace(sources: Sources, where: Where, entry: Entry) -> Iterator[RegisterProblem]:
    """Check that accounts are polled more often than their messages become overdue."""
    every = duration(entry, "poll_every", DEFAULT_POLL_EVERY)
    limit = _shortest_limit(sources, text(entry, "policy"))
    if every and limit and every > limit:
        yield sources.problem(
            (*where, "poll_every") if "poll_every" in entry else where,
            f"a poll every {write_duration(every)} can miss the limit of {write_duration(limit)} in policy "
            f"{quote_value(entry['policy'])}: poll at least that often",
        )


def _shortest_limit(sources: Sources, policy: str | None) -> timedelta | None:
    entry = dict(sources.entries("policies")).get(policy or "", {})
    limits = [duration(limit, "first_look") for _, limit in mappings(entry, "limits")]
    return min((limit for limit in limits if limit), default=None)
