from collections import Counter
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from infra.rehearsal.months.synthetic_month import A_DAY, BURST, BURST_DAY, BURST_HOUR, synthetic_month
from tests.builders import an_account
from watchdesk.core.account import AccountState, Surface
from watchdesk.core.message import Urgency
from watchdesk.inbox.domain.triage import triage
from watchdesk.register.domain.force import ZONE
from watchdesk.register.domain.policy import TriageRule

DAYS = 12
ACCOUNTS = (an_account("first"), an_account("second"), an_account("gone", state=AccountState.RETIRED))
RULES = (
    TriageRule(name="weapon", urgency=Urgency.URGENT, phrases=("has a knife", "mae ganddo gyllell")),
    TriageRule(name="crime", urgency=Urgency.PRIORITY, phrases=("been burgled", "stolen", "gone missing")),
)


@pytest.fixture(scope="module")
def month():
    return synthetic_month(ACCOUNTS, days=DAYS)


def local(arrival):
    return arrival.sent_at.astimezone(ZoneInfo(ZONE))


def test_the_same_register_and_seed_give_the_same_month(month):
    assert synthetic_month(ACCOUNTS, days=DAYS) == month
    assert synthetic_month(ACCOUNTS, days=DAYS, seed=1).arrivals != month.arrivals


def test_it_has_a_thousand_messages_a_day_in_the_order_in_which_they_are_seen(month):
    assert month.count == len(month.arrivals) == len({each.native_id for each in month.arrivals})
    assert abs(month.count / DAYS - A_DAY) < A_DAY / 10
    assert [each.seen_at for each in month.arrivals] == sorted(each.seen_at for each in month.arrivals)
    assert month.start <= month.arrivals[0].seen_at
    assert month.arrivals[-1].sent_at < month.end


def test_each_is_seen_by_the_first_poll_after_it_was_sent(month):
    late = [each.seen_at - each.sent_at for each in month.arrivals]
    assert min(late) >= timedelta(0)
    assert max(late) < ACCOUNTS[0].poll_every


def test_the_nights_are_quieter_than_the_days(month):
    hours = Counter(local(each).hour for each in month.arrivals)
    assert 5 * hours[3] < hours[18]


def test_one_hour_is_ten_fold(month):
    counts = Counter((local(each).day, local(each).hour) for each in month.arrivals if local(each).month == 3)
    burst = counts[15 + BURST_DAY, BURST_HOUR]
    usual = counts[15 + BURST_DAY - 7, BURST_HOUR]
    assert 0.8 * BURST < burst / usual < 1.2 * BURST


def test_only_what_is_watched_is_written_to(month):
    assert {each.account for each in month.arrivals} == {"first", "second"}
    assert {each.surface for each in month.arrivals} == ACCOUNTS[0].surfaces
    only_reviews = replace(ACCOUNTS[0], surfaces=frozenset({Surface.REVIEW}))
    assert {each.surface for each in synthetic_month([only_reviews], days=1).arrivals} == {Surface.REVIEW}


def test_rules_of_triage_find_something_in_its_words(month):
    found = Counter(triage(each.text, RULES)[1] for each in month.arrivals)
    assert 0 < found["weapon"] < found["crime"] < found["no rule matched"]


def test_a_follow_up_is_by_the_same_person_in_the_same_thread_of_the_same_account(month):
    first = {(each.account, each.native_id): each for each in month.arrivals}
    follow_ups = [each for each in month.arrivals if each.thread_id]
    assert follow_ups
    for each in follow_ups:
        begun = first[each.account, each.thread_id]
        assert (begun.author, begun.surface) == (each.author, each.surface)
        assert begun.sent_at < each.sent_at


def test_a_register_that_watches_nothing_has_an_empty_month():
    assert synthetic_month([ACCOUNTS[2]]).count == 0
