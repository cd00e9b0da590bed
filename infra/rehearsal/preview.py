"""How many messages of a month each triage rule and each limit matches, without a rehearsal."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from infra.cli.register.model.durations import write_duration
from infra.memory.register.register import MemoryRegister
from infra.rehearsal.arrival_body import inbound_of
from infra.rehearsal.months.month import Arrival, Month
from watchdesk.core.account import Account, PolicyId
from watchdesk.core.message import Urgency
from watchdesk.inbox.domain.deadlines import DeadlineRules
from watchdesk.inbox.domain.triage import triage
from watchdesk.platforms.registry import FACTS
from watchdesk.register.domain.policy import Policy, TimeLimit, TriageRule


@dataclass(slots=True)
class PolicyMatches:
    """The counts of the messages under one policy."""

    policy: PolicyId
    messages: int = 0
    by_rule: Counter[str] = field(default_factory=Counter)
    """The messages in which a rule found its phrases. Several rules may match one message."""
    decided_by: Counter[str] = field(default_factory=Counter)
    """The messages whose urgency a rule decided."""
    by_limit: Counter[str] = field(default_factory=Counter)
    """The messages whose deadline a limit set. Of all limits that cover a message, the earliest sets it."""


def preview(month: Month, register: MemoryRegister) -> Sequence[PolicyMatches]:
    """Return the counts of each policy that an account is under, in the order of the policies' names."""
    accounts = {account.id: account for account in register.accounts() if account.is_watched}
    policies = {account.policy: register.policy(account.policy) for account in accounts.values()}
    matches = {name: _empty_matches(policies[name]) for name in sorted(policies)}
    for arrival in month.arrivals:
        account = accounts.get(arrival.account)
        if account is not None and arrival.surface in account.surfaces:
            _count(arrival, account, policies[account.policy], matches[account.policy])
    return list(matches.values())


def _empty_matches(policy: Policy) -> PolicyMatches:
    # A rule or limit that matches nothing must appear too: that is what people look for.
    matches = PolicyMatches(policy.id)
    matches.by_rule.update({rule.name: 0 for rule in policy.triage})
    matches.by_limit.update({limit_name(limit): 0 for limit in policy.limits})
    return matches


def _count(arrival: Arrival, account: Account, policy: Policy, matches: PolicyMatches) -> None:
    text = inbound_of(arrival).text
    matches.messages += 1
    matches.by_rule.update(_matching(text, policy.triage))
    urgency, reason = _triaged(text, policy.triage)
    matches.decided_by[reason] += 1
    limits = policy.limits_for(urgency, arrival.surface)
    ends = [(_ends(arrival, account, policy, limit), limit_name(limit)) for limit in limits]
    matches.by_limit[min(ends)[1]] += 1


def _ends(arrival: Arrival, account: Account, policy: Policy, limit: TimeLimit) -> datetime:
    due = DeadlineRules(replace(policy, limits=(limit,)), FACTS[account.platform]).initial_dates(
        limit.urgency,
        arrival.surface,
        sent_at=arrival.sent_at,
        first_seen_at=arrival.seen_at,
        connected_at=arrival.sent_at,
    )
    return due.deadline


def limit_name(limit: TimeLimit) -> str:
    """Return the name that a person gives a limit."""
    hours = f" of {limit.calendar.id}" if limit.calendar else ""
    where = f" on {', '.join(sorted(limit.surfaces))}" if limit.surfaces else ""
    return f"{limit.urgency}: {write_duration(limit.first_look)}{hours}{where}"


@lru_cache(maxsize=4096)
def _triaged(text: str, rules: tuple[TriageRule, ...]) -> tuple[Urgency, str]:
    return triage(text, rules)


@lru_cache(maxsize=4096)
def _matching(text: str, rules: tuple[TriageRule, ...]) -> tuple[str, ...]:
    return tuple(rule.name for rule in rules if triage(text, (rule,))[1] == rule.name)
