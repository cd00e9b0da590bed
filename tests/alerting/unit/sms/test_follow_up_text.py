"""Who has taken what, in one part."""

from datetime import UTC, datetime

import gsm0338
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.alerting.domain.alert import Code
from watchdesk.alerting.sms.follow_up_text import AcknowledgedAlert, compose_follow_up

IN_SUMMER = datetime(2026, 7, 1, 1, 14, tzinfo=UTC)


def taken(code="7KCD", by="Sgt Hale", at=IN_SUMMER):
    return AcknowledgedAlert(code=Code(code), by=by, at=at)


def test_it_says_who_and_when_by_the_forces_clock():
    assert compose_follow_up("N Ridings", [taken()]) == "N Ridings: 7KCD taken by Sgt Hale 02:14."


def test_several_are_told_at_once():
    text = compose_follow_up("N Ridings", [taken(), taken("K7MX", "Insp Brook")])
    assert text == "N Ridings: 7KCD taken by Sgt Hale 02:14, K7MX taken by Insp Brook 02:14."


def test_what_there_is_no_room_for_is_counted():
    text = compose_follow_up("N Ridings", [taken()] * 20)
    assert text.endswith(", 16 more taken.")


@given(
    force=st.text(max_size=30),
    names=st.lists(st.text(max_size=60), min_size=1, max_size=40),
    at=st.datetimes(datetime(2020, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  hypothesis adds the zone
)
def test_it_is_always_one_part(force, names, at):
    text = compose_follow_up(force, [taken(by=name, at=at) for name in names])
    assert len(gsm0338.Codec().encode(text)[0]) <= 160
