"""What a server refuses is named by its remedy, and says nothing of what it held."""

import pytest

from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import A_LIST, TOKEN, sample
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

CLASSES: dict[str, type[WatchdeskError]] = {
    "auth_reconnect": Reconnect,
    "bug_config": Reconnect,
    "permission": PermissionLost,
    "gone": Gone,
    "bug": Gone,
    "permanent_item_text": Refused,
    "permanent_item_schedule": Refused,
    "permanent_item_media": Refused,
    "retry_later": Refused,
    "rate_limit": RateLimited,
    "transient": TryLater,
}
"""A missing route cannot be told from a missing row by its status, and a 422 of any kind is a refusal."""
ONE_CALL = [
    error for error in sample("errors") if error["classify"] in CLASSES and error["name"] != "needs_user_422"
]
CLOSED = [error for error in sample("errors") if error["classify"] == "auth_human"]


def reply(error):
    return says(error.get("body_text", error.get("body")), error["http_status"], error.get("headers"))


@pytest.mark.parametrize("error", ONE_CALL, ids=lambda error: error["name"])
def test_every_recorded_refusal_is_named_by_its_remedy(server, error):
    server.http.on("/list", reply(error))
    with pytest.raises(CLASSES[error["classify"]]) as refused:
        server.client.rows(A_LIST)
    assert type(refused.value) is CLASSES[error["classify"]]


@pytest.mark.parametrize("error", CLOSED, ids=lambda error: error["name"])
def test_an_account_that_may_not_even_ask_who_it_is_is_closed(server, error):
    server.http.on("/list", reply(error))
    server.http.on("/verify_credentials", reply(error))
    with pytest.raises(AccountBlocked):
        server.client.rows(A_LIST)


def test_a_403_on_one_call_of_a_healthy_account_is_a_lost_permission_in_any_language(server):
    server.http.on("/list", says({"error": "この操作は許可されていません"}, 403))
    with pytest.raises(PermissionLost, match="a list"):
        server.client.rows(A_LIST)


def test_a_403_while_the_server_fails_is_judged_another_time(server):
    server.http.on("/list", says({"error": "no"}, 403))
    server.http.on("/verify_credentials", says({"error": "busy"}, 503))
    with pytest.raises(TryLater):
        server.client.rows(A_LIST)


@pytest.mark.parametrize(
    ("status", "expected"), [(400, Defect), (406, Defect), (418, Defect), (410, Gone), (408, TryLater)]
)
def test_a_refusal_nothing_foresaw_is_a_defect(server, status, expected):
    server.http.on("/list", says({"error": "?"}, status))
    with pytest.raises(expected):
        server.client.rows(A_LIST)


@pytest.mark.parametrize("status", [301, 302, 401, 403, 404, 422, 500, 502, 520])
def test_a_page_for_people_is_a_passing_fault_whatever_its_status(server, status):
    server.http.on("/list", says("<!DOCTYPE html><title>Maintenance</title>", status))
    with pytest.raises(TryLater) as refused:
        server.client.rows(A_LIST)
    assert not isinstance(refused.value, RateLimited)


def test_a_limit_told_in_html_is_still_a_limit(server):
    server.http.on("/list", says("<html>slow down", 429, {"Retry-After": "30"}))
    with pytest.raises(RateLimited) as refused:
        server.client.rows(A_LIST)
    assert refused.value.until is not None


def test_no_refusal_repeats_words_of_the_body_or_the_token(server):
    for error in sample("errors"):
        server.http.on("/list", says({"error": f"canary {TOKEN}"}, error["http_status"]))
        server.client.allowance.spent_until = None
        with pytest.raises(WatchdeskError) as refused:
            server.client.rows(A_LIST)
        assert "canary" not in str(refused.value)
        assert TOKEN not in repr(server.client.__class__) + str(refused.value)
