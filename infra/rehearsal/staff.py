"""How people on duty behave in a rehearsal. It is a model with a seed, not a measurement of anybody.

Answering: of the texts that reach a person, `share` are answered, after a time that is log-normal with `median`
and the spread `sigma`. Whoever answers deals with the alert's messages one after the other, `each` minutes apart.

Desk work: by day (`opens` to `closes`, local time) messages are taken up in the order in which they come, at most
`an_hour` of them, urgent ones at once; each is then dealt with after a log-normal time by its urgency. The share
`escapes` is not noticed until an alert brings it up, and what comes by night not until the morning.

Each decision draws the same numbers whatever the policy, so that two policies meet the same people.
"""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from infra.cli.register.model.durations import write_duration
from watchdesk.core.message import Urgency
from watchdesk.register.domain.force import ZONE

_ZONE = ZoneInfo(ZONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerModel:
    """`always:5m` is a share of 1, a median of five minutes and no spread; `never` is a share of 0."""

    name: str
    share: float
    median: timedelta
    sigma: float = 0.0

    def __str__(self) -> str:
        return self.name


NEVER = AnswerModel(name="never", share=0.0, median=timedelta(0))
REALISTIC = AnswerModel(name="realistic", share=0.7, median=timedelta(minutes=4), sigma=0.9)


def always(after: timedelta) -> AnswerModel:
    return AnswerModel(name=f"always, after {write_duration(after)}", share=1.0, median=after)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWork:
    opens: time = time(7)
    closes: time = time(22)
    medians: Mapping[Urgency, timedelta] = field(
        default_factory=lambda: {
            Urgency.URGENT: timedelta(minutes=4),
            Urgency.PRIORITY: timedelta(minutes=12),
            Urgency.ROUTINE: timedelta(minutes=45),
        }
    )
    sigma: float = 0.7
    an_hour: int = 150
    escapes: float = 0.005
    each: timedelta = timedelta(minutes=2)


class Staff:
    """One seeded team. What it is asked in the same order it answers alike."""

    def __init__(self, answering: AnswerModel, desk: DeskWork, seed: int) -> None:
        self._answering = answering
        self.desk = desk
        self._answers = random.Random(f"answers {seed}")  # noqa: S311  a rehearsal must come out the same twice
        self._works = random.Random(f"desk {seed}")  # noqa: S311
        self._free_at: datetime | None = None

    def answers_after(self) -> timedelta | None:
        """How long after a text its reader takes the alert; None: never."""
        chance, spread = self._answers.random(), self._answers.gauss(0, 1)
        if chance >= self._answering.share:
            return None
        return self._answering.median * math.exp(self._answering.sigma * spread)

    def handles_at(self, urgency: Urgency, seen_at: datetime) -> datetime | None:
        """When the desk deals with a message of its own accord; None: it never notices. To be asked in order."""
        chance, spread = self._works.random(), self._works.gauss(0, 1)
        begun = self._open_at(seen_at)
        if urgency is not Urgency.URGENT:
            begun = self._open_at(max(begun, self._free_at or begun))
            self._free_at = begun + timedelta(hours=1) / self.desk.an_hour
        done = begun + self.desk.medians[urgency] * math.exp(self.desk.sigma * spread)
        return None if chance < self.desk.escapes else self._open_at(done)

    def _open_at(self, at: datetime) -> datetime:
        """This instant, or the next at which the desk is staffed."""
        local = at.astimezone(_ZONE)
        if self.desk.opens <= local.time() < self.desk.closes:
            return at
        day = local.date() + timedelta(days=local.time() >= self.desk.closes)
        return datetime.combine(day, self.desk.opens, _ZONE).astimezone(at.tzinfo)
