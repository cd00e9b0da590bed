"""A small day of load, with its ten-fold hour: everybody overdue is told of in time, and no phone is stormed.

`make bench` runs the same with a million messages.
"""

import pytest

from tests.bench.load import MAX_DELAY, OUTAGE_HOURS, run
from tests.bench.load_day import LoadScenario
from watchdesk.alerting.domain.rate_limits import BUCKETS, LONGEST_SPACING

DAYS = {
    "one in a hundred missed": LoadScenario(name="day", messages=2_000, missed=0.01, desks=2),
    "a platform dark for six hours": LoadScenario(
        name="dark", messages=600, missed=0.02, outage=OUTAGE_HOURS, desks=2
    ),
    "everything missed": LoadScenario(name="missed", messages=150, missed=1.0, desks=1),
}


@pytest.fixture(scope="module", params=DAYS.values(), ids=DAYS)
def day(request):
    return run(request.param)


def test_whatever_waits_past_its_limit_is_told_of_within_three_minutes_unless_a_cap_holds_it_back(day):
    told = [*day.text_delays.delays, *day.text_delays.held_back]
    assert day.text_delays.delays
    assert max(day.text_delays.delays) <= MAX_DELAY
    assert max(told) <= MAX_DELAY + LONGEST_SPACING
    assert len(told) + day.text_delays.already_told + day.text_delays.dealt_with >= day.findings.overdue.total()


def test_nobody_is_left_untold(day):
    assert sum(map(len, day.text_delays.owed.values())) == 0


def test_no_phone_gets_more_than_any_of_its_caps(day):
    for times in day.text_delays.texts.values():
        for bucket in BUCKETS:
            for first in times:
                assert sum(first <= at < first + bucket.within for at in times) <= bucket.most
    assert day.text_delays.most_used_cap() == 1


def test_every_call_of_a_store_is_counted(day):
    assert day.calls["pagers.begin"] == len(day.findings.texts) == sum(map(len, day.text_delays.texts.values()))
    assert day.calls["messages.add"] > 0
    assert 0 < day.memory_mb < 100
