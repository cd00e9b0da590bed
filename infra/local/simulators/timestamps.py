"""The clock of a simulated server, and the timestamps of its API."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Returns the current time as an aware UTC datetime. Tests pass their own clock to run in simulated time."""

MILLISECOND = timedelta(milliseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def system_clock() -> datetime:
    """Return the real time."""
    return datetime.now(UTC)


def to_the_millisecond(moment: datetime) -> datetime:
    """Return the time cut to whole milliseconds."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def timestamp_text(moment: datetime) -> str:
    """Return the time in the form `2026-11-22T06:03:43.439Z`, which both platforms use."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def parse_timestamp(text: str) -> datetime:
    """Return the time of a timestamp. Raises ValueError if the text is none, or has no time zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone")
    return moment.astimezone(UTC)


def claimed_time(moment: datetime | str | None) -> datetime | None:
    """Return the time that a member of the public gives for a message: as a datetime, as a text, or not at all."""
    return parse_timestamp(moment) if isinstance(moment, str) else moment


class ServerClock:
    """The clock of a server, which may be wrong by `skew`."""

    def __init__(self, true_time: Clock = system_clock) -> None:
        self._true_time = true_time
        self._last_tick = EPOCH
        self._skew = timedelta(0)

    @property
    def skew(self) -> timedelta:
        """How far this clock is ahead of the true time."""
        return self._skew

    @skew.setter
    def skew(self, skew: timedelta) -> None:
        self._skew = skew
        self._last_tick = EPOCH

    def now(self) -> datetime:
        """Return the time by this clock."""
        return self._true_time() + self._skew

    def tick(self) -> datetime:
        """Return the current time, but at least a millisecond after the last tick."""
        self._last_tick = max(to_the_millisecond(self.now()), self._last_tick + MILLISECOND)
        return self._last_tick
