"""The clock a simulated server lives by, and how instants are written in APIs."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Says the present instant, aware UTC. Tests pass their own and so run in simulated time."""

MILLISECOND = timedelta(milliseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def system_clock() -> datetime:
    return datetime.now(UTC)


def to_the_millisecond(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def timestamp_text(moment: datetime) -> str:
    """`2026-11-22T06:03:43.439Z`, the form both platforms use."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def parse_timestamp(text: str) -> datetime:
    """An instant from an API's text. Raises ValueError if it is none, or names no zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"no zone in {text!r}")
    return moment.astimezone(UTC)


def claimed_time(moment: datetime | str | None) -> datetime | None:
    """What a member of the public says about the time of a message: an instant, its text, or nothing."""
    return parse_timestamp(moment) if isinstance(moment, str) else moment


class ServerClock:
    """The true time, and by how much this server is wrong about it."""

    def __init__(self, true_time: Clock = system_clock) -> None:
        self._true_time = true_time
        self._last_tick = EPOCH
        self._skew = timedelta(0)

    @property
    def skew(self) -> timedelta:
        return self._skew

    @skew.setter
    def skew(self, skew: timedelta) -> None:
        self._skew = skew
        self._last_tick = EPOCH

    def now(self) -> datetime:
        return self._true_time() + self._skew

    def tick(self) -> datetime:
        """Now, but at least a millisecond after the tick before, even if the true time stands still."""
        self._last_tick = max(to_the_millisecond(self.now()), self._last_tick + MILLISECOND)
        return self._last_tick
