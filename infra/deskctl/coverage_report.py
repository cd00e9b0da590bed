"""What is wrong with the rotas in the weeks ahead, as programs read it and in a sentence."""

from collections.abc import Sequence
from datetime import datetime

from infra.deskctl.coverage import Finding, Staffing, Trouble
from watchdesk.domain.rota import Rota


def report(staff: Staffing, found: Sequence[Finding], start: datetime, end: datetime) -> dict[str, object]:
    return {
        "start": start.isoformat(),
        "end": end.isoformat(),
        "uncovered_minutes": {each.id: _uncovered(found, each) for each in staff.rotas},
        "findings": [finding.as_json() for finding in found],
    }


def _uncovered(found: Sequence[Finding], each: Rota) -> int:
    return sum(
        finding.minutes for finding in found if finding.trouble is Trouble.UNCOVERED and finding.rota == each.id
    )


def summary(staff: Staffing, found: Sequence[Finding], weeks: int) -> str:
    if not found:
        return f"Somebody can be told on every rota for {weeks} weeks."
    minutes = sum(_uncovered(found, each) for each in staff.rotas)
    unreached = sum(finding.person is not None for finding in found)
    return (
        f"In {weeks} weeks {minutes} minutes without anybody on duty, on {len(staff.rotas)} rotas; "
        f"{unreached} people who cannot be texted."
    )
