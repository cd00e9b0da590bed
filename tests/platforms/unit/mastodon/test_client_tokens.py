"""A token is the account it is kept for, or a person is asked."""

import pytest

from tests.fakes.http import says
from tests.fakes.sessions import FakeCredentials
from tests.platforms.unit.mastodon.answers import A_LIST, TOKEN, US, AServer, a_police_account
from watchdesk.core.errors import Defect, Reconnect
from watchdesk.platforms.mastodon.client import WHO


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
