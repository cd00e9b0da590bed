"""A credential is checked, stored as a new version, and never shown."""

import json

import pytest
from botocore.stub import Stubber

from infra.cli.credentials.credential import CredentialStore
from infra.cli.exits import RefusedError
from tests.builders import a_scheduled_poll, an_account
from tests.fakes import NOON
from watchdesk.core.account import AccountId
from watchdesk.inbox.dynamodb.feed_states import DynamoFeedStateStore

BLUESKY = {"identifier": "selby.ridings.example", "app_password": "abcd-efgh-ijkl-mnop"}
NAME = "watchdesk/test/bluesky/selby-bluesky"


def put(desk, credential, account="selby-bluesky"):
    text = credential if isinstance(credential, str) else json.dumps(credential)
    return desk.run("secret", "put", account, piped=text)


def test_a_credential_is_stored_and_the_account_is_polled_at_once(desk):
    desk.deploy()
    store = DynamoFeedStateStore(desk.stack.table("WatchTableName"))
    turn = a_scheduled_poll("selby-bluesky")
    store.requeue(turn, NOON.replace(year=2030))
    result = put(desk, BLUESKY)
    assert result.exit_code == 0
    assert json.loads(desk.secret(NAME)) == BLUESKY
    assert AccountId("selby-bluesky") in {due.account for due in store.due(NOON)}
    assert "efgh" not in result.stdout + result.stderr


def test_a_second_credential_is_a_new_version(desk):
    desk.deploy()
    put(desk, BLUESKY)
    result = put(desk, BLUESKY | {"app_password": "zzzz-zzzz-zzzz-zzzz"})
    assert result.exit_code == 0
    assert "a new version" in result.stdout
    assert "zzzz" in desk.secret(NAME)


WRONG = {
    "empty input": ("", "holds no JSON"),
    "a list": ("[]", "holds no JSON object"),
    "an empty value": (BLUESKY | {"app_password": ""}, "app_password is empty"),
    "a blank value": (BLUESKY | {"app_password": "   "}, "app_password is empty"),
    "a number": (BLUESKY | {"app_password": 5}, "app_password is empty"),
    "the account's own password": (BLUESKY | {"app_password": "hunter2"}, "an app password like"),
    "a missing field": ({"identifier": "x.example"}, "app_password is missing"),
    "another platform's field": (BLUESKY | {"acess_token": "secret99"}, "acess_token is not known"),
}


@pytest.mark.parametrize(("given", "why"), WRONG.values(), ids=WRONG)
def test_a_wrong_credential_never_replaces_a_right_one(desk, given, why):
    desk.deploy()
    put(desk, BLUESKY)
    result = put(desk, given)
    assert result.exit_code == 1
    assert why in result.stderr
    assert json.loads(desk.secret(NAME)) == BLUESKY
    assert not [value for value in ("hunter2", "secret99", "efgh") if value in result.stdout + result.stderr]


def test_a_mastodon_account_has_one_token(desk):
    desk.deploy()
    assert put(desk, {"access_token": "A" * 43}, "selby-mastodon").exit_code == 0
    assert json.loads(desk.secret("watchdesk/test/mastodon/selby-mastodon")) == {"access_token": "A" * 43}


@pytest.mark.parametrize(
    ("day", "is_stored"), [("2027-03-01", True), ("2027-03-01T12:00:00Z", True), ("next spring", False)]
)
def test_a_token_may_say_when_it_expires(desk, day, is_stored):
    desk.deploy()
    result = put(desk, {"access_token": "A" * 43, "expires_at": day}, "selby-mastodon")
    assert (result.exit_code == 0) is is_stored
    assert ("expires_at must be a day" in result.stderr) is not is_stored


def test_an_account_that_is_not_deployed_is_answered_with_what_may_be_meant(desk):
    desk.deploy()
    result = put(desk, BLUESKY, "selby-blusky")
    assert result.exit_code == 1
    assert "did you mean selby-bluesky?" in result.stderr


def test_a_retired_account_takes_no_credential(desk):
    desk.deploy()
    assert "goole-bluesky is retired" in put(desk, BLUESKY, "goole-bluesky").stderr


def test_a_secret_that_is_being_deleted_is_said_to_be(desk):
    store = CredentialStore(desk.stack.secrets)
    with Stubber(desk.stack.secrets) as stub:
        stub.add_client_error("create_secret", "InvalidRequestException", "scheduled for deletion")
        with pytest.raises(RefusedError, match="restore-secret --secret-id watchdesk/x"):
            store.put(an_account(secret="watchdesk/x"), {"access_token": "x" * 43})


def test_a_person_is_asked_again_for_what_is_wrong_and_nothing_typed_is_shown(desk):
    desk.deploy()
    typed = "selby.ridings.example\nhunter2\nabcd-efgh-ijkl-mnop\n"
    result = desk.run("secret", "put", "selby-bluesky", typed=typed)
    assert result.exit_code == 0
    assert json.loads(desk.secret(NAME)) == BLUESKY
    assert "must be an app password" in result.stderr
    assert not [value for value in typed.split() if value in result.stdout + result.stderr]


def test_a_check_asks_the_platform_of_every_watched_account(desk):
    desk.deploy()
    result = desk.run("secret", "check", "--all", "--json")
    assert result.exit_code == 1
    found = {verdict["account"]: verdict["kind"] for verdict in json.loads(result.stdout)}
    assert found == {"selby-bluesky": "auth_reconnect", "selby-mastodon": "auth_reconnect"}


def test_a_check_of_one_account_says_what_to_do(desk):
    desk.deploy()
    result = desk.run("secret", "check", "selby-bluesky")
    assert result.exit_code == 1
    assert result.stdout.startswith("selby-bluesky: auth_reconnect: ")
    assert "watchdesk secret put" in result.stdout


@pytest.mark.parametrize("words", [[], ["selby-bluesky", "--all"]])
def test_a_check_is_of_one_account_or_of_all(desk, words):
    assert desk.run("secret", "check", *words).exit_code == 64


def test_a_retired_account_is_not_checked(desk):
    desk.deploy()
    assert "nothing uses its credential" in desk.run("secret", "check", "goole-bluesky").stderr
