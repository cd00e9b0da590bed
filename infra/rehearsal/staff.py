"""How people on duty behave in a rehearsal. This is a model with a seed, and measures nobody.

Answers: people answer the share `share` of the texts that reach them, after a log-normal time with the median
`median` and the spread `sigma`. They then deal with the messages of the alert one after the other, each in
`time_per_message`.

Desk work: by day (`opens` to `closes`, local time) the desk begins messages in the order in which they come, at
most `per_hour` of them, and urgent ones at once. It finishes each after a log-normal time that depends on its
urgency. It does not notice the share `escapes` until an alert names them, and messages of the night not until the
morning.

Each decision draws the same random numbers under every policy, so that two policies meet the same people.
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
    """How people answer texts. `always:5m` has a share of 1, a median of five minutes and no spread."""

    name: str
    share: float
    median: timedelta
    sigma: float = 0.0

    def __str__(self) -> str:
        return self.name


NEVER = AnswerModel(name="never", share=0.0, median=timedelta(0))
REALISTIC = AnswerModel(name="realistic", share=0.7, median=timedelta(minutes=4), sigma=0.9)


def always(after: timedelta) -> AnswerModel:
    """Return the model in which every text is answered after this time."""
    return AnswerModel(name=f"always, after {write_duration(after)}", share=1.0, median=after)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWork:
    """How the desk deals with messages of its own accord."""

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
    per_hour: int = 150
    escapes: float = 0.005
    time_per_message: timedelta = timedelta(minutes=2)


class Staff:
    """A team with a seed. The same questions in the same order get the same answers."""

    def __init__(self, model: AnswerModel, desk: DeskWork, seed: int) -> None:
        self._model = model
        self.desk = desk
        self._answers = random.Random(f"answers {seed}")  # noqa: S311  a rehearsal must come out the same twice
        self._works = random.Random(f"desk {seed}")  # noqa: S311
        self._free_at: datetime | None = None

    def answers_after(self) -> timedelta | None:
        """Return how long after a text its reader acknowledges the alert; None if they never do."""
        chance, spread = self._answers.random(), self._answers.gauss(0, 1)
        if chance >= self._model.share:
            return None
        return self._model.median * math.exp(self._model.sigma * spread)

    def handles_at(self, urgency: Urgency, seen_at: datetime) -> datetime | None:
        """Return when the desk deals with a message of its own accord; None if it never notices it.

        Messages must be asked about in the order in which they come.
        """
        chance, spread = self._works.random(), self._works.gauss(0, 1)
        begun = self._open_at(seen_at)
        if urgency is not Urgency.URGENT:
            begun = self._open_at(max(begun, self._free_at or begun))
            self._free_at = begun + timedelta(hours=1) / self.desk.per_hour
        done = begun + self.desk.medians[urgency] * math.exp(self.desk.sigma * spread)
        return None if chance < self.desk.escapes else self._open_at(done)

    def _open_at(self, at: datetime) -> datetime:
        """Return this time, or the next at which the desk is staffed."""
        local = at.astimezone(_ZONE)
        if self.desk.opens <= local.time() < self.desk.closes:
            return at
        day = local.date() + timedelta(days=local.time() >= self.desk.closes)
        return datetime.combine(day, self.desk.opens, _ZONE).astimezone(at.tzinfo)
