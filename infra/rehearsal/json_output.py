"""A rehearsal for programs."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from infra.rehearsal.months.month import Month
from infra.rehearsal.preview import PolicyMatches
from infra.rehearsal.result import RehearsalResult
from infra.rehearsal.summary import json_figure, summary_lines

HOURS = range(24)


def result_json(
    month: Month, found: Sequence[RehearsalResult], previews: Sequence[Sequence[PolicyMatches]], price: Decimal
) -> dict[str, Any]:
    """Times are in minutes, hours and days are local, costs in US dollars."""
    return {
        "month": {
            "name": month.name,
            "start": month.start.isoformat(),
            "end": month.end.isoformat(),
            "messages": month.count,
        },
        "price_per_part_usd": float(price),
        "rehearsals": [
            _one(
                each, matches, {line.what: json_figure(line.values[place]) for line in summary_lines(found, price)}
            )
            for place, (each, matches) in enumerate(zip(found, previews, strict=True))
        ],
        "differences": _differences(found, price),
    }


def _one(
    found: RehearsalResult, matches: Sequence[PolicyMatches], figures: dict[str, int | float]
) -> dict[str, Any]:
    return {
        "name": found.name,
        "figures": figures,
        "longest_wait": _longest(found),
        "overdue": [
            {"account": account, "urgency": urgency, "messages": count}
            for (account, urgency), count in sorted(found.overdue.items())
        ],
        "texts": [
            {"person": person, "most_in_a_day": most, "by_hour": [found.by_hour[person, hour] for hour in HOURS]}
            for person, most in found.most_in_a_day.items()
        ],
        "matches": [
            {
                "policy": each.policy,
                "messages": each.messages,
                "rules": {
                    rule: {"found": count, "decides": each.decided_by[rule]}
                    for rule, count in each.by_rule.items()
                },
                "limits": dict(each.by_limit),
            }
            for each in matches
        ],
    }


def _longest(found: RehearsalResult) -> dict[str, Any] | None:
    wait = found.longest
    if wait is None:
        return None
    return {"minutes": json_figure(wait.lasted), "urgency": wait.urgency, "account": wait.account}


def _differences(found: Sequence[RehearsalResult], price: Decimal) -> dict[str, int | float]:
    """The second less the first, where they differ; empty for one rehearsal."""
    if len(found) == 1:
        return {}
    pairs = {
        line.what: (json_figure(line.values[0]), json_figure(line.values[1]))
        for line in summary_lines(found, price)
    }
    return {what: after - before for what, (before, after) in pairs.items() if after != before}
