"""The form of a rota: people round the clock, shifts, a rotation or a calendar."""

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from infra.cli.register.model.entry import EntryModel
from infra.cli.register.model.fields import ID_PATTERN, Id, Line
from infra.cli.register.model.local_times import Day, EndHour, Hour, Moment, Monday
from watchdesk.register.domain.shifts import Weekday

MAX_CYCLE = 52
MAX_SHIFTS = 60


class Handover(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"

    @property
    def days(self) -> int:
        return 1 if self is Handover.DAILY else 7


def _week(text: object) -> int:
    if isinstance(text, int) and not isinstance(text, bool):
        return text
    if not isinstance(text, str) or not text.isdecimal() or not 1 <= int(text[:3]) <= MAX_CYCLE:
        raise ValueError(f"is no number of weeks: write one from 1 to {MAX_CYCLE}")
    return int(text)


_ID_SCHEMA = {"type": "string", "pattern": ID_PATTERN, "maxLength": 40}
People = Annotated[list[Id], Field(min_length=1)]
Team = Annotated[
    People,
    BeforeValidator(lambda team: [team] if isinstance(team, str) else team),
    WithJsonSchema({"anyOf": [_ID_SCHEMA, {"type": "array", "items": _ID_SCHEMA, "minItems": 1}]}),
]
"""One person, or several who are on duty together."""
Teams = Annotated[list[Team], Field(min_length=1)]
Week = Annotated[
    int,
    BeforeValidator(_week),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": MAX_CYCLE}),
]


class ShiftEntry(EntryModel):
    start: Hour = Field(description="When it begins, local time.")
    end: EndHour = Field(description="When it ends; on the next day if that is earlier. 24:00 is midnight.")
    days: Annotated[list[Weekday], Field(min_length=1)] = Field(
        default=list(Weekday), description="The days on which it begins; without it, every day."
    )
    weeks: Annotated[list[Week], Field(min_length=1)] | None = Field(
        default=None, description="The weeks of the cycle, from 1; without it, every week."
    )
    people: People | None = Field(default=None, description="Who is on duty, in the order they are texted.")
    turns: Teams | None = Field(
        default=None, description="Instead of people: who is on duty in week 1 of the cycle, in week 2, and so on."
    )
    extra: bool = Field(default=False, description="It is meant to run beside the other shifts.")


class RotationEntry(EntryModel):
    teams: Teams = Field(description="Who takes turns, one after the other and then from the beginning.")
    begins: Day = Field(description="The day on which the first team takes over.")
    at: Hour = Field(description="When they hand over, local time.")
    handover: Handover = Field(description="How often they hand over.")


class OverrideEntry(EntryModel):
    start: Moment = Field(description="From then, local time, these people are on duty and nobody else,")
    end: Moment = Field(description="until before then.")
    people: People = Field(description="Who is on duty, in the order they are texted.")


class SwapEntry(EntryModel):
    start: Moment = Field(description="From then, local time,")
    end: Moment = Field(description="until before then.")
    instead_of: Id = Field(description="Whenever this person would be on duty,")
    person: Id = Field(description="this one is.")


class RotaEntry(EntryModel):
    people: People | None = Field(
        default=None, description="Who is on duty round the clock, in the order they are texted."
    )
    cycle: Week = Field(default=1, description="After how many weeks the shifts begin anew.")
    anchor: Monday | None = Field(
        default=None, description="A Monday on which week 1 of the cycle begins; needed with a longer cycle."
    )
    shifts: Annotated[list[ShiftEntry], Field(max_length=MAX_SHIFTS)] = Field(
        default=[], description="Who is on duty at the same hours every week or every cycle."
    )
    rotation: RotationEntry | None = Field(default=None, description="Teams that take turns round the clock.")
    ical: Line | None = Field(
        default=None, description="A calendar of duties: a file beside the register, or an https address."
    )
    ical_people: dict[Line, Id] = Field(
        default={},
        description="Whom an attendee's address or an event's title means, where neither says it itself.",
    )
    overrides: list[OverrideEntry] = Field(default=[], description="Who is on duty instead of everybody else.")
    swaps: list[SwapEntry] = Field(default=[], description="Who stands in for whom.")
