import pytest

from tests.fakes.http import says
from tests.fakes.sessions import FakeCredentials
from tests.unit.adapters.mastodon.answers import (
    SERVER,
    TOKEN,
    US,
    AServer,
    a_police_account,
    linked,
    paged,
    sample,
)
from watchdesk.adapters.platforms.mastodon.client import WHO, Call
from watchdesk.domain.errors import (
    AccountState,
    Defect,
    Gone,
    PermissionLost,
    RateLimited,
    Reconnect,
    Refused,
    TryLater,
    WatchdeskError,
)

A_LIST = Call(name="a list", path="/api/v1/list", query={"limit": "40"})

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


@pytest.fixture
def server():
    return AServer()


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
    with pytest.raises(AccountState):
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


def test_the_call_before_the_limit_bites_is_not_made(server):
    spent = {
        "X-RateLimit-Limit": "300",
        "X-RateLimit-Remaining": "2",
        "X-RateLimit-Reset": "2026-11-20T20:05:00.412345Z",
    }
    server.http.on("/list", says([], headers=spent))
    server.client.rows(A_LIST)
    with pytest.raises(RateLimited):
        server.client.rows(A_LIST)
    assert server.http.times("/list") == 1
    server.clock.advance(minutes=6)
    server.client.rows(A_LIST)
    assert server.http.times("/list") == 2


@pytest.mark.parametrize("body", [{}, {"error": "no"}, "words", 7, None])
def test_an_answer_that_is_no_list_is_a_broken_contract(server, body):
    server.http.on("/list", says(body if body != "words" else '"words"'))
    with pytest.raises(Defect, match="no list"):
        server.client.rows(A_LIST)


def test_json_nested_beyond_reading_is_a_passing_fault(server):
    server.http.on("/list", says("[" * 100_000))
    with pytest.raises(TryLater):
        server.client.rows(A_LIST)


def test_a_link_is_followed_by_its_parameters_and_never_to_another_host(server):
    server.http.on(
        "/list", paged({None: linked([1], "max_id=7", host="https://evil.example"), "7": linked([2], None)})
    )
    first = server.client.rows(A_LIST)
    second = server.client.rows(A_LIST, first.older)
    assert [first.rows, second.rows, second.older] == [[1], [2], None]
    assert {asked.url for asked in server.http.to("/list")} == {f"{SERVER}/api/v1/list"}


def test_a_server_without_links_is_paged_by_ids_that_rows_carry(server):
    server.http.on("/list", paged({None: says([{"id": 9}, {"id": 8}]), "8": says([{"id": 7}]), "7": says([])}))
    at, ids = None, []
    while True:
        page = server.client.rows(A_LIST, at, last_resort_id=True)
        ids += [row["id"] for row in page.rows]
        at = page.older
        if at is None:
            break
    assert ids == [9, 8, 7]


def test_a_server_that_always_answers_the_same_page_is_not_asked_for_ever(server):
    server.http.on("/list", says([{"id": 8}]))
    first = server.client.rows(A_LIST, last_resort_id=True)
    assert server.client.rows(A_LIST, first.older, last_resort_id=True).older is None


def test_a_page_that_names_itself_the_next_one_is_a_broken_contract(server):
    server.http.on("/list", linked([1], "max_id=7"))
    first = server.client.rows(A_LIST)
    with pytest.raises(Defect, match="itself"):
        server.client.rows(A_LIST, first.older)


def test_hidden_ids_are_never_guessed(server):
    server.http.on("/list", says([{"id": 9}, {"id": 8}]))
    assert server.client.rows(A_LIST).older is None


def test_who_we_are_is_asked_once(server):
    assert [server.client.own_id() for _ in range(3)] == [US] * 3
    assert server.http.times(WHO) == 1


def test_another_token_is_asked_again_who_it_is(server):
    server.client.own_id()
    server.credentials.kept[server.account.secret] = {"access_token": "another-token"}
    server.client.own_id()
    assert server.http.times(WHO) == 2


def test_a_token_of_another_account_is_refused_instead_of_watching_the_wrong_one():
    server = AServer(a_police_account(handle="selby@social.wessexshire.example"))
    with pytest.raises(Reconnect, match="another account"):
        server.client.own_id()


def test_a_token_of_an_application_is_told_from_one_of_an_account(server):
    server.http.on("/verify_credentials", says({"error": "This method requires an authenticated user"}, 422))
    with pytest.raises(Reconnect, match="application"):
        server.client.own_id()


@pytest.mark.parametrize("body", [{}, [], {"id": "", "username": "police"}])
def test_an_answer_that_names_no_account_is_a_broken_contract(server, body):
    server.http.on("/verify_credentials", says(body))
    with pytest.raises(Defect):
        server.client.own_id()


class StoredMeanwhile(FakeCredentials):
    """Somebody stores a new token while the old one is still remembered."""

    def forget(self, name):
        super().forget(name)
        self.kept[name] = {"access_token": "new-token"}


def test_a_new_token_works_at_once_although_the_old_one_was_remembered():
    server = AServer(credentials=StoredMeanwhile())
    server.http.on("/list", says({"error": "The access token was revoked"}, 401), says([1]))
    assert server.client.rows(A_LIST).rows == [1]
    tokens = [asked.headers["authorization"] for asked in server.http.to("/list")]
    assert tokens == [f"Bearer {TOKEN}", "Bearer new-token"]


@pytest.mark.parametrize(
    "credential", [{}, {"access_token": ""}, {"access_token": "a\r\nX-Evil: b"}, {"access_token": "ü"}]
)
def test_a_credential_without_a_usable_token_needs_a_person_and_makes_no_call(server, credential):
    server.credentials.kept[server.account.secret] = credential
    with pytest.raises(Reconnect):
        server.client.rows(A_LIST)
    assert server.http.asked == []
