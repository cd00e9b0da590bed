"""The parts of a rota as one line of text each, in the time zone of the force."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from watchdesk.register.domain.force import ZONE
from watchdesk.register.domain.person import PersonId
from watchdesk.register.domain.rota import Swap
from watchdesk.register.domain.shifts import Rotation, Shift, ShiftRule, Weekday

_LOCAL = ZoneInfo(ZONE)
_HANDOVERS = {1: "daily", 7: "weekly"}


def rota_part_text(part: object) -> str | None:
    """Return the line for a part of a rota, or None for anything else."""
    match part:
        case ShiftRule():
            weeks = f" in week {_listed(map(str, sorted(part.weeks)))}" if part.weeks else ""
            return f"{_days(part.weekdays)} {part.start:%H:%M}-{part.end:%H:%M}{weeks}: {_listed(part.people)}"
        case Rotation():
            every = _HANDOVERS.get(part.every, f"every {part.every} days")
            return f"{every} from {part.begins} {part.at:%H:%M}: {_teams(part.teams)}"
        case Shift():
            return f"{_span(part.start, part.end)}: {_listed(part.people)}"
        case Swap():
            return f"{_span(part.start, part.end)}: {part.person} for {part.instead_of}"
    return None


def local_time_text(at: datetime) -> str:
    """Return the local time of an instant."""
    return f"{at.astimezone(_LOCAL):%Y-%m-%d %H:%M}"


def _span(start: datetime, end: datetime) -> str:
    return f"{local_time_text(start)} to {local_time_text(end)}"


def _days(days: frozenset[Weekday]) -> str:
    """Return for example `every day`, `mon-fri` or `mon, wed`."""
    places = [place for place, day in enumerate(Weekday) if day in days]
    listed = [day.value for day in Weekday if day in days]
    if len(listed) == len(Weekday):
        return "every day"
    if len(listed) > 2 and places[-1] - places[0] + 1 == len(places):  # noqa: PLR2004  a range of two days is no shorter than their names
        return f"{listed[0]}-{listed[-1]}"
    return _listed(listed)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _teams(teams: Sequence[tuple[PersonId, ...]]) -> str:
    return ", then ".join(" and ".join(team) for team in teams)
