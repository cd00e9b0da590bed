"""The server's limit is honoured before it bites."""

from datetime import timedelta

import pytest

from tests.fakes.http import says
from tests.platforms.unit.bluesky.conftest import Bluesky
from watchdesk.core.errors import RateLimited
from watchdesk.platforms.bluesky.rate_limit import RateLimit
from watchdesk.platforms.bluesky.wire import Notifications

LIST = "app.bsky.notification.listNotifications"


def left(bluesky: Bluesky, remaining: str, limit: str = "3000", minutes: int = 4) -> dict[str, str]:
    reset = bluesky.clock.now() + timedelta(minutes=minutes)
    return {
        "ratelimit-limit": limit,
        "ratelimit-remaining": remaining,
        "ratelimit-reset": str(int(reset.timestamp())),
    }


@pytest.mark.parametrize(
    ("limit", "remaining", "waits"),
    [
        ("3000", "150", False),
        ("3000", "149", True),
        ("100", "10", False),
        ("100", "9", True),
        ("8", "2", False),
        ("8", "1", True),
        ("0", "0", False),
    ],
)
def test_a_twentieth_but_at_least_ten_calls_stay_in_hand(
    bluesky: Bluesky, limit: str, remaining: str, *, waits: bool
) -> None:
    pace, now = RateLimit(), bluesky.clock.now()
    pace.note(left(bluesky, remaining, limit), now)
    if not waits:
        pace.hold_back(now)
        return
    with pytest.raises(RateLimited) as refused:
        pace.hold_back(now)
    assert refused.value.until == now + timedelta(minutes=4)


def test_a_low_limit_stops_the_next_call_until_its_reset(bluesky: Bluesky) -> None:
    client = bluesky.client()
    bluesky.http.on(LIST, says({"notifications": []}, headers=left(bluesky, "3")))
    client.get(Notifications, LIST, {})
    for _ in range(3):
        with pytest.raises(RateLimited):
            client.get(Notifications, LIST, {})
    assert bluesky.http.times(LIST) == 1
    bluesky.clock.advance(minutes=4)
    client.get(Notifications, LIST, {})
    assert bluesky.http.times(LIST) == 2


def test_a_later_answer_with_plenty_left_lifts_the_stop(bluesky: Bluesky) -> None:
    pace, now = RateLimit(), bluesky.clock.now()
    pace.note(left(bluesky, "3"), now)
    pace.note(left(bluesky, "2999"), now)
    pace.hold_back(now)


@pytest.mark.parametrize("remaining", ["", "few", "-1", "1e3", "²", "9" * 5000])
def test_headers_that_are_no_numbers_say_nothing(bluesky: Bluesky, remaining: str) -> None:
    pace, now = RateLimit(), bluesky.clock.now()
    pace.note(left(bluesky, remaining), now)
    pace.hold_back(now)


def test_answers_without_limits_leave_what_was_known(bluesky: Bluesky) -> None:
    pace, now = RateLimit(), bluesky.clock.now()
    pace.note(left(bluesky, "3"), now)
    pace.note({}, now)
    with pytest.raises(RateLimited):
        pace.hold_back(now)
