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


def _minutes(staff: Staffing, found: Sequence[RotaFinding], trouble: RotaProblem) -> dict[RotaId, int]:
    return {
        each.id: sum(one.minutes for one in found if one.trouble is trouble and one.rota == each.id)
        for each in staff.rotas
    }


def summary(staff: Staffing, found: Sequence[RotaFinding], weeks: int) -> str:
    if not found:
        return f"Somebody can be told on every rota for {weeks} weeks."
    empty, in_vain = (
        sum(_minutes(staff, found, trouble).values())
        for trouble in (RotaProblem.UNCOVERED, RotaProblem.OUT_OF_REACH)
    )
    unreached = sum(finding.person is not None for finding in found)
    return (
        f"In {weeks} weeks, on {len(staff.rotas)} rotas: {empty} minutes without anybody on duty; "
        f"{in_vain} minutes in which everybody on duty would be passed over; "
        f"{unreached} people who cannot be texted."
    )
