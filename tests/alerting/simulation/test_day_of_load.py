"""A small day of load, with its ten-fold hour: everybody overdue is told of in time, and no phone is stormed.

`make bench` runs the same with a million messages.
"""

import pytest

from tests.bench.load import DARK, MOST_DELAY, Load, run
from watchdesk.alerting.domain.rate_limits import BUCKETS, LONGEST_SPACING

DAYS = {
    "one in a hundred missed": Load(name="day", messages=2_000, missed=0.01, desks=2),
    "a platform dark for six hours": Load(name="dark", messages=600, missed=0.02, outage=DARK, desks=2),
    "everything missed": Load(name="missed", messages=150, missed=1.0, desks=1),
}


@pytest.fixture(scope="module", params=DAYS.values(), ids=DAYS)
def day(request):
    return run(request.param)


def test_whatever_waits_past_its_limit_is_told_of_within_three_minutes_unless_a_cap_holds_it_back(day):
    told = [*day.witness.delays, *day.witness.held_back]
    assert day.witness.delays
    assert max(day.witness.delays) <= MOST_DELAY
    assert max(told) <= MOST_DELAY + LONGEST_SPACING
    assert len(told) + day.witness.already_told + day.witness.dealt_with >= day.findings.overdue.total()


def test_nobody_is_left_untold(day):
    assert sum(map(len, day.witness.owed.values())) == 0


def test_no_phone_gets_more_than_any_of_its_caps(day):
    for times in day.witness.texts.values():
        for bucket in BUCKETS:
            for first in times:
                assert sum(first <= at < first + bucket.within for at in times) <= bucket.most
    assert day.witness.most_used_cap() == 1


def test_every_call_of_a_store_is_counted(day):
    assert day.calls["pagers.begin"] == len(day.findings.texts) == sum(map(len, day.witness.texts.values()))
    assert day.calls["messages.add"] > 0
    assert 0 < day.memory_mb < 100
