"""Reports what is wrong with the rotas in the coming weeks, as JSON and in a sentence."""

from collections.abc import Sequence
from datetime import datetime

from infra.cli.rota.rota_gaps import RotaFinding, RotaProblem, Staffing
from watchdesk.register.domain.rota import RotaId


def report(staff: Staffing, found: Sequence[RotaFinding], start: datetime, end: datetime) -> dict[str, object]:
    return {
        "start": start.isoformat(),
        "end": end.isoformat(),
        "uncovered_minutes": _minutes(staff, found, RotaProblem.UNCOVERED),
        "out_of_reach_minutes": _minutes(staff, found, RotaProblem.OUT_OF_REACH),
        "findings": [finding.as_json() for finding in found],
    }


def _minutes(staff: Staffing, found: Sequence[RotaFinding], problem: RotaProblem) -> dict[RotaId, int]:
    return {
        rota.id: sum(
            finding.minutes for finding in found if finding.problem is problem and finding.rota == rota.id
        )
        for rota in staff.rotas
    }


def summary(staff: Staffing, found: Sequence[RotaFinding], weeks: int) -> str:
    if not found:
        return f"Somebody can be told on every rota for {weeks} weeks."
    empty, in_vain = (
        sum(_minutes(staff, found, problem).values())
        for problem in (RotaProblem.UNCOVERED, RotaProblem.OUT_OF_REACH)
    )
    unreached = sum(finding.person is not None for finding in found)
    return (
        f"In {weeks} weeks, on {len(staff.rotas)} rotas: {empty} minutes without anybody on duty; "
        f"{in_vain} minutes in which everybody on duty would be passed over; "
        f"{unreached} people who cannot be texted."
    )
