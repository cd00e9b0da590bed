"""The result of a rehearsal as JSON, for programs."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from infra.rehearsal.months.month import Month
from infra.rehearsal.preview import PolicyMatches
from infra.rehearsal.result import RehearsalResult
from infra.rehearsal.summary import json_figure, summary_lines

HOURS = range(24)


def result_json(
    month: Month, results: Sequence[RehearsalResult], previews: Sequence[Sequence[PolicyMatches]], price: Decimal
) -> dict[str, Any]:
    """Return the results. Times are in minutes, hours and days are local, and costs are in US dollars."""
    return {
        "month": {
            "name": month.name,
            "start": month.start.isoformat(),
            "end": month.end.isoformat(),
            "messages": month.count,
        },
        "price_per_part_usd": float(price),
        "rehearsals": [
            _rehearsal_json(
                result,
                matches,
                {line.what: json_figure(line.values[place]) for line in summary_lines(results, price)},
            )
            for place, (result, matches) in enumerate(zip(results, previews, strict=True))
        ],
        "differences": _differences(results, price),
    }


def _rehearsal_json(
    result: RehearsalResult, matches: Sequence[PolicyMatches], figures: dict[str, int | float]
) -> dict[str, Any]:
    return {
        "name": result.name,
        "figures": figures,
        "longest_wait": _longest_wait(result),
        "overdue": [
            {"account": account, "urgency": urgency, "messages": count}
            for (account, urgency), count in sorted(result.overdue.items())
        ],
        "texts": [
            {"person": person, "most_in_a_day": most, "by_hour": [result.by_hour[person, hour] for hour in HOURS]}
            for person, most in result.most_in_a_day.items()
        ],
        "matches": [
            {
                "policy": policy.policy,
                "messages": policy.messages,
                "rules": {
                    rule: {"found": count, "decides": policy.decided_by[rule]}
                    for rule, count in policy.by_rule.items()
                },
                "limits": dict(policy.by_limit),
            }
            for policy in matches
        ],
    }


def _longest_wait(result: RehearsalResult) -> dict[str, Any] | None:
    wait = result.longest
    if wait is None:
        return None
    return {"minutes": json_figure(wait.lasted), "urgency": wait.urgency, "account": wait.account}


def _differences(results: Sequence[RehearsalResult], price: Decimal) -> dict[str, int | float]:
    """Return the second result less the first, for the figures that differ. It is empty for one rehearsal."""
    if len(results) == 1:
        return {}
    pairs = {
        line.what: (json_figure(line.values[0]), json_figure(line.values[1]))
        for line in summary_lines(results, price)
    }
    return {what: after - before for what, (before, after) in pairs.items() if after != before}
