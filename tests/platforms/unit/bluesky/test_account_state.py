"""An account that the platform closed or paused is noticed, though reads of it answer 200."""

from typing import Any

import pytest

from tests.fakes.http import says
from tests.platforms.unit.bluesky.conftest import Bluesky
from watchdesk.core.errors import AccountBlocked, TryLater
from watchdesk.platforms.bluesky.wire import Notifications

LIST = "app.bsky.notification.listNotifications"
EXPIRED = says({"error": "ExpiredToken", "message": "Token has expired"}, 400)
REVOKED = says({"error": "ExpiredToken", "message": "Token has been revoked"}, 400)
BROKEN = says({"error": "UpstreamFailure", "message": "no"}, 502)


def list_notifications(bluesky: Bluesky) -> Notifications:
    return bluesky.client().get(Notifications, LIST, {"limit": "100"})


@pytest.mark.parametrize("status", ["takendown", "suspended", "deactivated"])
def test_a_closed_account_is_noticed_within_ten_minutes_though_reads_answer_200(
    bluesky: Bluesky, status: str
) -> None:
    bluesky.http.on(LIST, says({"notifications": [], "priority": False}))
    list_notifications(bluesky)
    bluesky.state = {"active": False, "status": status}
    bluesky.clock.advance(minutes=10)
    with pytest.raises(AccountBlocked, match=status):
        list_notifications(bluesky)


def test_a_taken_down_account_is_noticed_by_the_real_answer_too(bluesky: Bluesky, sample: Any) -> None:
    bluesky.session().tokens()
    bluesky.clock.advance(minutes=10)
    bluesky.http.on("server.getSession", says(sample("bluesky-real/takendown_own_getSession"), 400))
    with pytest.raises(AccountBlocked):
        bluesky.session().tokens()


@pytest.mark.parametrize("path_end", ["server.createSession", "server.refreshSession"])
def test_a_session_of_a_deactivated_account_is_kept_but_not_used(bluesky: Bluesky, path_end: str) -> None:
    if path_end == "server.refreshSession":
        bluesky.session().tokens()
        bluesky.clock.advance(minutes=115)
    bluesky.state = {"active": False, "status": "deactivated"}
    for _ in range(3):
        with pytest.raises(AccountBlocked, match="deactivated"):
            bluesky.session().tokens()
    assert bluesky.http.times(path_end) == 1


def test_an_account_that_was_opened_again_is_read_at_once(bluesky: Bluesky) -> None:
    bluesky.state = {"active": False, "status": "deactivated"}
    with pytest.raises(AccountBlocked):
        bluesky.session().tokens()
    bluesky.state = {"active": True}
    assert bluesky.session().tokens().did == bluesky.did
    assert bluesky.logins == 1


def test_the_state_is_asked_for_at_most_every_ten_minutes(bluesky: Bluesky) -> None:
    for _ in range(60):
        bluesky.session().tokens()
        bluesky.clock.advance(minutes=1)
    assert bluesky.checks == 5


def test_a_check_with_an_expired_token_refreshes_it(bluesky: Bluesky) -> None:
    bluesky.session().tokens()
    bluesky.clock.advance(minutes=20)
    bluesky.http.on("server.getSession", EXPIRED)
    assert bluesky.session().tokens().access.endswith("access2")


def test_a_check_with_a_dead_session_opens_a_new_one(bluesky: Bluesky) -> None:
    bluesky.session().tokens()
    bluesky.clock.advance(minutes=20)
    bluesky.http.on("server.getSession", REVOKED)
    bluesky.session().tokens()
    assert bluesky.logins == 2


def test_a_check_that_fails_is_an_outage(bluesky: Bluesky) -> None:
    bluesky.session().tokens()
    bluesky.clock.advance(minutes=20)
    bluesky.http.on("server.getSession", BROKEN)
    with pytest.raises(TryLater):
        bluesky.session().tokens()
