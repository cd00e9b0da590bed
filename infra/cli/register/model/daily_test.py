"""The daily test by text, as a register declares it."""

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, Field

from infra.cli.register.model.entry import EntryModel
from infra.cli.register.model.fields import Duration, Id
from infra.cli.register.model.local_times import Hour
from watchdesk.register.domain.force import DailyTest
from watchdesk.register.domain.person import PersonId

SHORTEST, LONGEST = timedelta(minutes=10), timedelta(hours=12)
"""The limits of `answer_within`. The audit opens a test at one of its runs, which are five minutes apart, and the
test of the day before must have ended by then."""


def _time_to_answer(duration: timedelta) -> timedelta:
    if not SHORTEST <= duration <= LONGEST:
        raise ValueError("must be between 10m and 12h")
    return duration


class DailyTestEntry(EntryModel):
    person: Id = Field(description="Who is texted, and answers.")
    at: Hour = Field(description="The local time of the test, up to five minutes before it comes.")
    answer_within: Annotated[Duration, AfterValidator(_time_to_answer)] = Field(
        description="How long they have to answer: from 10m to 12h."
    )

    def declared(self) -> DailyTest:
        return DailyTest(person=PersonId(self.person), at=self.at, answer_within=self.answer_within)
