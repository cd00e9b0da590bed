"""What Bluesky's refusals ask of us."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.http import says
from tests.platforms.unit.bluesky.conftest import patient
from watchdesk.core.errors import (
    AccountBlocked,
    Defect,
    Gone,
    PermissionLost,
    RateLimited,
    Reconnect,
    Refused,
    TryLater,
    WatchdeskError,
)
from watchdesk.core.http_client import HttpResponse
from watchdesk.platforms.bluesky.errors import LONGEST_LIMIT, DeadSession, ServerFailed, StaleAccess, refusal

SAMPLES = Path(__file__).parents[3] / "samples"
NOW = datetime(2026, 11, 20, 19, 59, tzinfo=UTC)

KIND: dict[str, type[WatchdeskError]] = {
    "auth_refresh": StaleAccess,
    "auth_login_again": DeadSession,
    "permission_chat": PermissionLost,
    "permission": PermissionLost,
    "bug": Defect,
    "auth_reconnect": Reconnect,
    "auth_reconnect_use_app_password": Reconnect,
    "auth_human": AccountBlocked,
    "rate_limit": RateLimited,
    "transient": TryLater,
    "ambiguous_reset_cursor_after_n": ServerFailed,
    "ambiguous_check_getRecord": ServerFailed,
    "permanent_item": Refused,
    "permanent_item_text": Refused,
    "permanent_item_media": Refused,
    "permanent_item_recipient": Refused,
    "gone": Gone,
}

RECORDED: dict[str, type[WatchdeskError]] = {
    "auth_createSession_wrong_password": Reconnect,
    "auth_expired_access_token": StaleAccess,
    "auth_garbage_token": DeadSession,
    "auth_missing": Defect,
    "apppw_refresh_after_revoke": DeadSession,
    "apppw_chat_unprivileged": PermissionLost,
    "apppw_cannot_create_app_password": PermissionLost,
    "chat_listConvos": Defect,
    "takendown_createSession": AccountBlocked,
    "takendown_own_getSession": AccountBlocked,
    "takendown_getProfile": AccountBlocked,
    "deactivated_own_createRecord": AccountBlocked,
    "feed_getPostThread_deleted": Gone,
    "actor_getProfile_unknown": Gone,
    "repo_createRecord_no_alt": Refused,
    "repo_uploadBlob_6MB": Refused,
    "notif_limit_101": Defect,
    "notif_bad_cursor": ServerFailed,
    "outage_appview_down_listNotifications": TryLater,
    "ratelimit_429_global_ip": RateLimited,
}


def _read(name: str) -> list[dict[str, Any]]:
    return json.loads((SAMPLES / name).read_text(encoding="utf-8"))


def _reply(row: dict[str, Any]) -> HttpResponse:
    return says(row.get("body", row.get("body_text")), row["http_status"], row.get("headers"))


DOCUMENTED = [row for row in _read("bluesky/errors.json") if row["http_status"] >= 400]


@pytest.mark.parametrize("row", DOCUMENTED, ids=lambda row: row["name"])
def test_each_documented_refusal_has_its_class(row: dict[str, Any]) -> None:
    assert type(refusal(_reply(row), NOW)) is KIND[row["classify"]]


@pytest.mark.parametrize(("name", "kind"), RECORDED.items(), ids=RECORDED)
def test_each_refusal_of_the_real_servers_has_its_class(name: str, kind: type[WatchdeskError]) -> None:
    (row,) = [row for row in _read("bluesky-real/refusals.json") if row["name"] == name]
    assert type(refusal(_reply(row), NOW)) is kind


@pytest.mark.parametrize("row", _read("bluesky-real/refusals.json"), ids=lambda row: row["name"])
def test_no_recorded_message_reaches_an_error_text(row: dict[str, Any]) -> None:
    assert row["body"]["message"] not in str(refusal(_reply(row), NOW))


def test_a_refused_main_password_says_what_to_store_instead() -> None:
    (row,) = [row for row in DOCUMENTED if row["name"] == "needs_2fa"]
    assert "app password" in str(refusal(_reply(row), NOW))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 502, 503])
def test_a_page_that_is_not_json_is_an_outage_whatever_its_status(status: int) -> None:
    assert type(refusal(says("<html>Bad Gateway</html>", status), NOW)) is TryLater


def test_what_is_not_known_is_transient_from_the_server_and_a_bug_from_us() -> None:
    odd = {"error": "SomethingNew", "message": "?"}
    assert type(refusal(says(odd, 507), NOW)) is TryLater
    assert type(refusal(says(odd, 418), NOW)) is Defect


def _limited(headers: dict[str, str]) -> datetime | None:
    error = refusal(says("slow down", 429, headers), NOW)
    assert isinstance(error, RateLimited)
    return error.until


def test_a_rate_limit_lasts_until_the_instant_the_server_names() -> None:
    reset = NOW + timedelta(minutes=4)
    assert _limited({"RateLimit-Reset": str(int(reset.timestamp())), "Retry-After": "9"}) == reset


def test_without_a_usable_reset_the_wait_in_seconds_counts() -> None:
    assert _limited({"Retry-After": "290"}) == NOW + timedelta(seconds=290)
    assert _limited({"RateLimit-Reset": "1", "Retry-After": "290"}) == NOW + timedelta(seconds=290)


def test_a_rate_limit_without_a_time_says_none() -> None:
    assert _limited({}) is None
    assert _limited({"RateLimit-Reset": "soon", "Retry-After": "²"}) is None


def test_an_absurd_reset_does_not_blind_us_for_longer_than_a_day() -> None:
    assert _limited({"RateLimit-Reset": "99999999999"}) == NOW + LONGEST_LIMIT
    assert _limited({"Retry-After": "99999999999"}) == NOW + LONGEST_LIMIT


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda each: st.lists(each) | st.dictionaries(st.text(), each),
)


@patient
@given(
    status=st.integers(300, 599),
    body=JSON,
    headers=st.dictionaries(st.sampled_from(["RateLimit-Reset", "Retry-After"]), st.text()),
)
def test_no_answer_is_beyond_us(status: int, body: object, headers: dict[str, str]) -> None:
    assert isinstance(refusal(says(body, status, headers), NOW), WatchdeskError)
