"""The form of a register and of a people file: every key and what it means."""

from datetime import timedelta
from typing import Annotated

from pydantic import ConfigDict, Field

from infra.cli.register.model.calendar import CalendarEntry
from infra.cli.register.model.daily_test import DailyTestEntry
from infra.cli.register.model.durations import write_duration
from infra.cli.register.model.entry import EntryModel
from infra.cli.register.model.fields import (
    AccountName,
    Duration,
    Email,
    Id,
    Line,
    Phone,
    Phrase,
    PublicWords,
    Server,
    ShortName,
    SubjectId,
)
from infra.cli.register.model.platforms import DECLARABLE, DeclarablePlatform, schema_of_platforms
from infra.cli.register.model.rota import RotaEntry
from watchdesk.core.account import AccountState, Surface
from watchdesk.core.message import Urgency
from watchdesk.register.domain.officer import AttributionForm

DEFAULT_POLL_EVERY = timedelta(minutes=1)
DEFAULT_BACKFILL = timedelta(days=7)
Surfaces = Annotated[list[Surface], Field(min_length=1)]


class ForceEntry(EntryModel):
    id: Id = Field(description="The force. It never changes once the register has been applied.")
    name: Line = Field(description="The force's full name.")
    short_name: ShortName = Field(
        description="What every text begins with: up to 11 characters that a plain text message has."
    )
    last_resort: Id = Field(description="The person who is texted when a step reaches nobody.")
    canary: DailyTestEntry | None = Field(
        default=None, description="A test by text every day; without it there is none."
    )


class PersonEntry(EntryModel):
    name: Line = Field(description="What the plan and the desk call this person or post.")
    phone: Phone = Field(description="A mobile number as E.164, for example +447700900123.")
    email: Email = Field(default="", description="Where they are told when a text cannot be delivered.")
    wants_follow_ups: bool = Field(
        default=False,
        description="Whether they are told when somebody else has taken what they were texted about.",
    )


class OfficerEntry(EntryModel):
    first_name: PublicWords = Field(description="As the public may read it.")
    last_name: PublicWords = Field(description="As the public may read it.")
    role: PublicWords = Field(description="As the public reads it: PC, Sgt, PCSO, Press office.")
    district: PublicWords = Field(description="As the public reads it.")
    allowed: list[AttributionForm] = Field(
        description="The forms in which the name may stand under a post; `[]` withholds it."
    )


Officers = Annotated[
    dict[SubjectId, OfficerEntry],
    Field(default={}, description="Everybody whose name may stand under a post, by the `sub` of their tokens."),
]


class LimitEntry(EntryModel):
    urgency: Urgency = Field(description="The urgency this limit is for.")
    first_look: Duration = Field(description="A message is overdue this long after it came.")
    surfaces: Surfaces | None = Field(
        default=None, description="Only on these surfaces; without it, on every surface."
    )
    claim: Duration | None = Field(
        default=None, description="Once opened it is overdue this long after it came; without it, as if unread."
    )
    disposition: Duration | None = Field(
        default=None,
        description="A claim of it runs out this long after it came; without it, when an acknowledgement would.",
    )
    calendar: Id | None = Field(
        default=None, description="Count the open hours of this calendar only; without it, round the clock."
    )
    warn: Duration | None = Field(
        default=None, description="Warn of it this long before; without it, as the policy says."
    )


class StepEntry(EntryModel):
    notify: Id = Field(description="The rota whose people are texted.")
    wait: Duration = Field(description="The next step is taken when nobody has answered for this long.")
    repeat_every: Duration | None = Field(
        default=None, description="Whoever was texted is texted again this often, until the step ends."
    )
    everyone: bool = Field(
        default=False, description="Whether everybody who is texted must answer, and not only the first of them."
    )


class TriageEntry(EntryModel):
    name: Line = Field(description="What the desk shows as the reason. Not the phrase itself.")
    urgency: Urgency = Field(description="What a matching message is brought up to.")
    phrases: list[Phrase] = Field(min_length=1, description="Whole words or phrases; case does not matter.")


class PolicyEntry(EntryModel):
    limits: list[LimitEntry] = Field(min_length=1, description="How long a message may wait.")
    steps: list[StepEntry] = Field(min_length=1, description="Who is texted, one step after the other.")
    triage: list[TriageEntry] = Field(default=[], description="What makes a message more urgent than routine.")
    warn: Duration | None = Field(
        default=None, description="The first step is warned this long before a message is overdue."
    )


class AccountEntry(EntryModel):
    model_config = ConfigDict(json_schema_extra=schema_of_platforms())

    name: AccountName = Field(description="What a text calls the account: up to 20 characters.")
    district: Line = Field(description="The district it serves, or `force-wide`.")
    platform: DeclarablePlatform = Field(description="The platform it is on.")
    handle: Line = Field(description="Its handle on the platform, without a first `@`.")
    server: Server = Field(description="The base URL of the platform's API for this account.")
    policy: Id = Field(description="The policy its messages come under.")
    state: AccountState = Field(
        default=AccountState.ACTIVE,
        description="active; draining while its successor is announced; retired when no longer watched.",
    )
    successor: Id | None = Field(default=None, description="The account that follows a draining or retired one.")
    surfaces: Surfaces | None = Field(
        default=None, description="What is watched; without it, everything the platform shows."
    )
    poll_every: Duration = Field(
        default=DEFAULT_POLL_EVERY,
        description="How often it is polled.",
        json_schema_extra={"default": write_duration(DEFAULT_POLL_EVERY)},
    )
    backfill: Duration = Field(
        default=DEFAULT_BACKFILL,
        description="How far back the first poll reads.",
        json_schema_extra={"default": write_duration(DEFAULT_BACKFILL)},
    )
    options: dict[str, bool] = Field(default={}, description="Extras of the platform.")

    def watched_surfaces(self) -> frozenset[Surface]:
        return frozenset(self.surfaces or DECLARABLE[self.platform].surfaces)


class PeopleFile(EntryModel):
    """The people, their numbers and the officers, kept apart from the register and out of version control."""

    people: dict[Id, PersonEntry] = Field(description="Everybody who can be texted, by id.")
    officers: Officers


class RegisterFile(EntryModel):
    """A force's accounts, policies and rotas; its people and officers too, if they have no file of their own."""

    force: ForceEntry = Field(description="The force whose register this is.")
    accounts: dict[Id, AccountEntry] = Field(min_length=1, description="Every consolidated account, by id.")
    policies: dict[Id, PolicyEntry] = Field(min_length=1, description="Limits, triage and steps, by id.")
    rotas: dict[Id, RotaEntry] = Field(min_length=1, description="Who is on duty, by id.")
    calendars: dict[Id, CalendarEntry] = Field(default={}, description="When limits count, by id.")
    people: dict[Id, PersonEntry] = Field(
        default={}, description="Everybody who can be texted, by id; better in a file of their own."
    )
    officers: Officers
