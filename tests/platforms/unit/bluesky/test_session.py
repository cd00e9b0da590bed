"""A session is resumed, renewed in time, and shared by every run."""

from typing import Any

import pytest

from tests.fakes.feed_states import FakeSessionStore
from tests.fakes.http import Asked, says
from tests.platforms.unit.bluesky.conftest import Bluesky
from watchdesk.core.errors import Defect, RateLimited, Reconnect, TryLater, Unconfirmed
from watchdesk.core.http_client import HttpResponse
from watchdesk.platforms.bluesky.wire import Notifications

LIST = "app.bsky.notification.listNotifications"
EXPIRED = says({"error": "ExpiredToken", "message": "Token has expired"}, 400)
REVOKED = says({"error": "ExpiredToken", "message": "Token has been revoked"}, 400)
BROKEN = says({"error": "UpstreamFailure", "message": "no"}, 502)


def list_notifications(bluesky: Bluesky) -> Notifications:
    return bluesky.client().get(Notifications, LIST, {"limit": "100"})


def test_a_hundred_runs_log_in_once(bluesky: Bluesky) -> None:
    for _ in range(100):
        assert bluesky.session().tokens().access == bluesky.session().tokens().access
    assert (bluesky.logins, bluesky.refreshes) == (1, 0)


def test_a_day_of_runs_every_minute_logs_in_once_and_refreshes_every_111_minutes(bluesky: Bluesky) -> None:
    for _ in range(24 * 60):
        bluesky.session().tokens()
        bluesky.clock.advance(minutes=1)
    assert (bluesky.logins, bluesky.refreshes) == (1, 12)


def test_a_token_is_refreshed_ten_minutes_before_its_end_and_not_sooner(bluesky: Bluesky) -> None:
    bluesky.session().tokens()
    bluesky.clock.advance(minutes=110)
    bluesky.session().tokens()
    assert bluesky.refreshes == 0
    bluesky.clock.advance(seconds=1)
    bluesky.session().tokens()
    assert bluesky.refreshes == 1


def test_a_new_pair_is_stored_before_it_is_used(bluesky: Bluesky) -> None:
    bluesky.session().tokens()
    bluesky.clock.advance(minutes=115)
    used = bluesky.session().tokens()
    assert bluesky.stored["access"] == used.access


def test_who_loses_the_race_to_refresh_uses_the_winners_pair(bluesky: Bluesky) -> None:
    bluesky.session().tokens()
    bluesky.clock.advance(minutes=115)

    def overtaken(asked: Asked) -> HttpResponse:
        bluesky.http.on("server.refreshSession", bluesky.grant)
        bluesky.session().tokens()
        return bluesky.grant(asked)

    bluesky.http.on("server.refreshSession", overtaken)
    loser = bluesky.session().tokens()
    assert loser.access == bluesky.stored["access"]
    assert loser.access.endswith("access2")


def test_a_check_that_was_noted_meanwhile_does_not_cost_a_refreshed_pair(bluesky: Bluesky) -> None:
    bluesky.session().tokens()
    bluesky.clock.advance(minutes=115)

    def overtaken(asked: Asked) -> HttpResponse:
        session, revision = bluesky.sessions.read(bluesky.account.id)
        assert session is not None
        bluesky.sessions.write(bluesky.account.id, session, revision)
        return bluesky.grant(asked)

    bluesky.http.on("server.refreshSession", overtaken)
    assert bluesky.session().tokens().access.endswith("access2")
    assert bluesky.stored["access"].endswith("access2")


def test_an_expired_access_token_costs_one_refresh_and_one_repeat(bluesky: Bluesky) -> None:
    bluesky.http.on(LIST, EXPIRED, says({"notifications": []}))
    list_notifications(bluesky)
    assert (bluesky.logins, bluesky.refreshes, bluesky.http.times(LIST)) == (1, 1, 2)


def test_a_token_that_stays_expired_is_an_outage_and_no_endless_loop(bluesky: Bluesky) -> None:
    bluesky.http.on(LIST, EXPIRED)
    with pytest.raises(TryLater):
        list_notifications(bluesky)
    assert (bluesky.refreshes, bluesky.http.times(LIST)) == (1, 2)


def test_a_revoked_session_is_opened_anew_once(bluesky: Bluesky) -> None:
    bluesky.session().tokens()
    bluesky.http.on("server.refreshSession", REVOKED)
    bluesky.http.on(LIST, REVOKED, says({"notifications": []}))
    list_notifications(bluesky)
    assert (bluesky.logins, bluesky.http.times(LIST)) == (2, 2)


@pytest.mark.parametrize("refused", [EXPIRED, REVOKED])
def test_a_dead_refresh_token_leads_to_a_login(bluesky: Bluesky, refused: HttpResponse) -> None:
    bluesky.session().tokens()
    bluesky.clock.advance(days=91)
    bluesky.http.on("server.refreshSession", refused)
    bluesky.session().tokens()
    assert bluesky.logins == 2


def test_a_refresh_that_fails_leaves_a_token_that_still_runs_in_use(bluesky: Bluesky) -> None:
    before = bluesky.session().tokens()
    bluesky.clock.advance(minutes=112)
    bluesky.http.on("server.refreshSession", BROKEN)
    session = bluesky.session()
    assert [session.tokens().access for _ in range(3)] == [before.access] * 3
    assert bluesky.refreshes == 1


def test_a_refresh_whose_answer_is_lost_is_an_outage_once_the_token_has_run_out(bluesky: Bluesky) -> None:
    bluesky.session().tokens()
    bluesky.clock.advance(minutes=121)
    bluesky.http.on("server.refreshSession", Unconfirmed("no answer: ReadTimeoutError"))
    with pytest.raises(TryLater):
        bluesky.session().tokens()
    assert bluesky.logins == 1


def test_a_server_that_is_gone_for_an_hour_may_have_lost_the_account_to_another(bluesky: Bluesky) -> None:
    bluesky.session().tokens()
    bluesky.clock.advance(minutes=181)
    bluesky.http.on("server.refreshSession", TryLater("could not connect"))
    assert bluesky.session().tokens().access.endswith("access2")
    assert bluesky.logins == 2


def test_a_replaced_credential_is_used_at_the_next_refresh(bluesky: Bluesky) -> None:
    bluesky.session().tokens()
    bluesky.credentials.kept["s"] = {"identifier": "selby.test", "app_password": "wxyz-wxyz-wxyz-wxyz"}
    bluesky.clock.advance(minutes=115)
    bluesky.session().tokens()
    assert (bluesky.logins, bluesky.refreshes) == (2, 0)


def test_a_replaced_credential_that_is_refused_does_not_blind_a_living_session(bluesky: Bluesky) -> None:
    bluesky.session().tokens()
    bluesky.credentials.kept["s"] = {"identifier": "selby.test", "app_password": "mistyped"}
    bluesky.http.on("server.createSession", says({"error": "AuthenticationRequired", "message": "no"}, 401))
    bluesky.clock.advance(minutes=115)
    assert bluesky.session().tokens().access.endswith("access2")


def test_a_refused_credential_asks_for_a_person_and_is_read_anew(bluesky: Bluesky) -> None:
    bluesky.http.on("server.createSession", says({"error": "AuthenticationRequired", "message": "no"}, 401))
    with pytest.raises(Reconnect, match="wrong"):
        bluesky.session().tokens()
    assert bluesky.credentials.forgotten == ["s"]


@pytest.mark.parametrize("fields", [{}, {"identifier": "selby.test"}, {"identifier": "", "app_password": "x"}])
def test_a_credential_that_is_not_whole_asks_for_a_person_without_a_call(
    bluesky: Bluesky, fields: dict[str, str]
) -> None:
    bluesky.credentials.kept["s"] = fields
    with pytest.raises(Reconnect):
        bluesky.session().tokens()
    assert bluesky.http.asked == []


def test_logins_have_a_limit_of_their_own(bluesky: Bluesky) -> None:
    few_left = {"RateLimit-Limit": "30", "RateLimit-Remaining": "1", "RateLimit-Reset": "1772453100"}
    granted = bluesky.grant
    bluesky.http.on("server.createSession", lambda asked: says(granted(asked).json(), headers=few_left))
    bluesky.http.on(LIST, says({"notifications": []}))
    list_notifications(bluesky)
    bluesky.http.on("server.createSession", says("", 429, few_left))
    bluesky.sessions = FakeSessionStore()
    with pytest.raises(RateLimited):
        list_notifications(bluesky)


@pytest.mark.parametrize("answer", [{}, {"did": "nonsense"}, [], None])
def test_an_answer_without_a_session_is_a_defect(bluesky: Bluesky, answer: Any) -> None:
    bluesky.http.on("server.createSession", says(answer))
    with pytest.raises(Defect):
        bluesky.session().tokens()
