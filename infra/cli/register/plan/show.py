"""Shows a plan as text and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from infra.cli.register.plan.entry_text import WORDS, FieldChange, Value, differences
from infra.cli.register.plan.plan import EntryWrite, Plan, PlanStep, StartPolling, StopPolling

MOST_LISTED = 12
"""The most lines for one entry. Half a year of duties has hundreds, and `--json` lists them all."""
_SIGNS = {"add": ("+", "green"), "change": ("~", "yellow"), "remove": ("-", "red")}


def plan_lines(plan: Plan) -> Iterator[str]:
    """Yield every step with its fields, then the sum. No line holds a phone number."""
    for step in plan.steps:
        yield step_line(step)
        if isinstance(step, EntryWrite) and step.after is not None:
            yield from (f"    {_field(change)}" for change in differences(step.before, step.after))
    yield _sum(plan)


def step_line(step: PlanStep) -> str:
    match step:
        case EntryWrite():
            sign, colour = _SIGNS[step.action]
            return click.style(f"{sign} {WORDS[type(step.entry)]} {step.entry.id}", fg=colour)
        case StartPolling(account):
            return click.style(f"+ poll {account} from now on", fg="green")
        case StopPolling(account):
            return click.style(f"- poll {account} no more", fg="red")


def _field(change: FieldChange) -> str:
    if change.old is None:
        return f"{change.field}: {_text(change.new)}"
    if change.new is None:
        return f"{change.field}: {_text(change.old)} -> nothing"
    if isinstance(change.old, tuple) and isinstance(change.new, tuple) and set(change.old) != set(change.new):
        gone = [f"-{member}" for member in change.old if member not in change.new]
        come = [f"+{member}" for member in change.new if member not in change.old]
        return f"{change.field}: {_text((*gone, *come))}"
    same = " (another one)" if change.old == change.new else ""
    return f"{change.field}: {_text(change.old)} -> {_text(change.new)}{same}"


def _text(value: Value) -> str:
    if not isinstance(value, tuple):
        return str(value)
    more = [f"and {len(value) - MOST_LISTED} more"] if len(value) > MOST_LISTED else []
    return ", ".join([*value[:MOST_LISTED], *more])


def _sum(plan: Plan) -> str:
    if not plan.steps:
        return "Nothing to change: what is deployed is what is declared."
    counts = {action: sum(write.action == action for write in plan.writes) for action in _SIGNS}
    polls = sum(isinstance(step, StartPolling) for step in plan.steps)
    rests = sum(isinstance(step, StopPolling) for step in plan.steps)
    return (
        f"{counts['add']} to add, {counts['change']} to change, {counts['remove']} to remove; "
        f"{polls} accounts to poll from now on, {rests} no more."
    )


def plan_json(plan: Plan, refusals: Sequence[str], notes: Sequence[str]) -> dict[str, Any]:
    return {
        "changes": [
            {
                "action": write.action,
                "kind": WORDS[type(write.entry)],
                "id": write.entry.id,
                "fields": [
                    {"field": change.field, "old": change.old, "new": change.new}
                    for change in differences(write.before, write.after)
                ],
            }
            for write in plan.writes
        ],
        "enrol": [step.account for step in plan.steps if isinstance(step, StartPolling)],
        "withdraw": [step.account for step in plan.steps if isinstance(step, StopPolling)],
        "refusals": list(refusals),
        "notes": list(notes),
    }
