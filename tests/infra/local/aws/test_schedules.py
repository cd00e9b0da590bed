"""Guards gaps/schedules.py: a schedule of one minute runs every minute."""

from types import SimpleNamespace

import pytest
from ministack.services import scheduler

from infra.local.aws.gaps import schedules


class Stopped(BaseException):
    """Ends the emulator's endless loop; it catches every Exception."""


def test_the_emulator_pauses_a_second_between_two_looks_for_due_schedules(monkeypatch):
    pauses = []

    def pause(seconds):
        if len(pauses) == 2:
            raise Stopped
        pauses.append(seconds)

    monkeypatch.setattr(scheduler, "_SCHEDULE_TICK_INTERVAL", scheduler._SCHEDULE_TICK_INTERVAL)
    monkeypatch.setattr(scheduler, "_tick_schedules", lambda: None)
    monkeypatch.setattr(scheduler, "time", SimpleNamespace(sleep=pause))
    schedules.fill()

    with pytest.raises(Stopped):
        scheduler._ticker_loop()

    assert pauses == [1, 1]
