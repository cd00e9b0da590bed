from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.core.errors import RateLimited
from watchdesk.platforms.mastodon.rate_limit import LONGEST_PAUSE, RateLimit, reset_at

NOW = datetime(2026, 11, 20, 20, tzinfo=UTC)
SOON = NOW + timedelta(minutes=5)
SOON_EPOCH = str(int(SOON.timestamp()))


@pytest.mark.parametrize(
    "headers",
    [
        {"x-ratelimit-reset": "2026-11-20T20:05:00.000000Z"},
        {"x-ratelimit-reset": "2026-11-20T20:05:00Z"},
        {"x-ratelimit-reset": SOON_EPOCH},
        {"ratelimit-reset": SOON_EPOCH},
        {"ratelimit-reset": "300"},
        {"retry-after": "300"},
        {"retry-after": "Fri, 20 Nov 2026 20:05:00 GMT"},
        {"retry-after": "300", "x-ratelimit-reset": "2026-11-20T20:15:00Z"},
        {"retry-after": "soon", "x-ratelimit-reset": "2026-11-20T20:05:00+00:00"},
    ],
)
def test_the_end_of_a_limit_is_read_in_every_form(headers):
    assert reset_at(headers, NOW) == SOON


@pytest.mark.parametrize("text", ["", "soon", "-5", "2026-11-20T19:00:00Z", "0", "nan", "2026-13-45T99:00:00Z"])
def test_a_limit_without_a_believable_end_says_none(text):
    assert reset_at({"x-ratelimit-reset": text}, NOW) is None


def test_a_reset_in_the_far_future_does_not_blind_us():
    assert reset_at({"retry-after": "99999999"}, NOW) == NOW + LONGEST_PAUSE


@given(st.text())
def test_no_header_makes_it_raise(text):
    reset_at({"retry-after": text, "x-ratelimit-reset": text}, NOW)


def headers(left: str, limit: str = "300", prefix: str = "x-ratelimit") -> dict[str, str]:
    return {f"{prefix}-limit": limit, f"{prefix}-remaining": left, f"{prefix}-reset": SOON_EPOCH}


@pytest.mark.parametrize("prefix", ["x-ratelimit", "ratelimit"])
@pytest.mark.parametrize(("left", "is_spent"), [("0", True), ("4", True), ("5", False), ("297", False)])
def test_the_last_five_calls_are_left_to_people(left, is_spent, prefix):
    allowance = RateLimit()
    allowance.note(headers(left, prefix=prefix), NOW)
    assert (allowance.spent_until == SOON) is is_spent


def test_a_small_limit_is_not_taken_for_a_spent_one():
    allowance = RateLimit()
    allowance.note(headers("3", limit="8"), NOW)
    assert allowance.spent_until is None


def test_no_call_is_made_until_the_limit_ends():
    allowance = RateLimit()
    allowance.note(headers("1"), NOW)
    with pytest.raises(RateLimited) as refused:
        allowance.check(SOON - timedelta(seconds=1))
    assert refused.value.until == SOON
    allowance.check(SOON)


def test_another_limit_with_plenty_left_does_not_lift_a_spent_one():
    allowance = RateLimit()
    allowance.note(headers("1"), NOW)
    allowance.note(headers("250"), NOW)
    assert allowance.spent_until == SOON
