"""Whatever the domain holds comes back as it was."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import a_force, a_message, a_policy, an_account
from tests.fakes import NOON
from watchdesk.aws.dynamodb.codec import attributes, from_wire, instant, plain, read, to_wire
from watchdesk.core.account import Account
from watchdesk.core.errors import Defect
from watchdesk.core.message import Inbound, Unreadable
from watchdesk.inbox.domain.feed_state import BlindPeriod, FeedState, ScheduledPoll
from watchdesk.register.domain.force import Force
from watchdesk.register.domain.person import Person
from watchdesk.register.domain.policy import Policy
from watchdesk.register.domain.rota import Rota

instants = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001  hypothesis adds the zone
durations = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=9999))
st.register_type_strategy(datetime, instants)
st.register_type_strategy(timedelta, durations)
st.register_type_strategy(time, st.times())


@pytest.mark.parametrize(
    "kind",
    [Account, BlindPeriod, FeedState, Force, Inbound, Person, Policy, Rota, Unreadable],
    ids=lambda k: k.__name__,
)
def test_every_value_comes_back_as_it_went(kind):
    @settings(max_examples=40, deadline=None, derandomize=True)
    @given(st.from_type(kind))
    def comes_back(value):
        wire = to_wire(attributes(value))
        assert read(kind, from_wire(wire)) == value

    comes_back()


@given(st.from_type(ScheduledPoll))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_a_turn_without_a_time_comes_back_without_one(turn):
    item = from_wire(to_wire(attributes(turn)))
    assert read(ScheduledPoll, {"next_poll_at": None} | item) == turn


@given(instants, instants)
def test_instants_sort_as_they_lie_in_time(one, other):
    assert (instant(one) < instant(other)) == (one < other)
    assert len(instant(one)) == 27


def test_an_instant_of_another_zone_is_written_in_utc():
    assert instant(NOON.astimezone(timezone(timedelta(hours=5)))) == "2026-03-02T12:00:00.000000Z"


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(Defect):
        instant(datetime(2026, 3, 2))  # noqa: DTZ001  the very thing that is refused


def test_what_is_the_default_is_not_written():
    assert "successor" not in attributes(an_account())
    assert "options" not in attributes(an_account())
    assert "handle" not in attributes(an_account(), but=("handle",))
    assert attributes(a_message().body).keys() == {
        "surface",
        "native_id",
        "thread_id",
        "author",
        "text",
        "sent_at",
        "version",
    }


def test_a_set_is_written_in_order():
    assert plain(frozenset("cab")) == ["a", "b", "c"]


def test_half_a_surrogate_pair_is_written_as_a_question_mark():
    assert plain("a\ud83d") == "a?"


def test_what_a_later_release_added_is_passed_over():
    assert read(Force, attributes(a_force()) | {"colour": "blue"}) == a_force()


def test_what_cannot_be_read_is_named_without_its_value():
    stored = attributes(a_policy()) | {"limits": [{"urgency": "secret words", "first_look": "PT1H"}]}
    with pytest.raises(Defect, match=r"limits\.0\.urgency") as caught:
        read(Policy, stored)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
