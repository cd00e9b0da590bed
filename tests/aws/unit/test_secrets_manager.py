"""Credentials are kept for some minutes, and whatever Secrets Manager answers is a word of ours."""

import boto3
import pytest
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError
from botocore.stub import Stubber

from watchdesk.aws.secrets_manager import MAX_AGE, SecretsManagerCredentials
from watchdesk.core.errors import Reconnect, TryLater

NAME = "watchdesk/test/mastodon/selby"


@pytest.fixture(scope="module")
def client():
    return boto3.client(
        "secretsmanager", region_name="eu-west-2", aws_access_key_id="x", aws_secret_access_key="x"
    )


@pytest.fixture
def stub(client):
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


class Seconds:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def answers(stub, *texts):
    for text in texts:
        stub.add_response("get_secret_value", {"SecretString": text}, {"SecretId": NAME})


def test_a_credential_is_read_once_in_some_minutes(client, stub):
    answers(stub, '{"access_token": "old"}', '{"access_token": "new"}')
    seconds = Seconds()
    credentials = SecretsManagerCredentials(client, seconds)
    assert credentials.read(NAME) == credentials.read(NAME) == {"access_token": "old"}
    seconds.now = MAX_AGE.total_seconds()
    assert credentials.read(NAME) == {"access_token": "new"}


def test_a_forgotten_credential_is_read_anew(client, stub):
    answers(stub, '{"access_token": "old"}', '{"access_token": "new"}')
    credentials = SecretsManagerCredentials(client, Seconds())
    credentials.read(NAME)
    credentials.forget(NAME)
    assert credentials.read(NAME) == {"access_token": "new"}


@pytest.mark.parametrize("text", ["token", "[]", '{"access_token": 1}', '{"access_token": null}'])
def test_what_is_no_object_of_texts_must_be_stored_anew(client, stub, text):
    answers(stub, text)
    with pytest.raises(Reconnect) as raised:
        SecretsManagerCredentials(client, Seconds()).read(NAME)
    assert "access_token" not in str(raised.value)


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("ResourceNotFoundException", Reconnect),
        ("InvalidRequestException", Reconnect),
        ("ThrottlingException", TryLater),
        ("InternalServiceError", TryLater),
    ],
)
def test_an_answer_of_secrets_manager_says_what_to_do(client, stub, code, error):
    stub.add_client_error("get_secret_value", code)
    with pytest.raises(error):
        SecretsManagerCredentials(client, Seconds()).read(NAME)


class SilentClient:
    def __init__(self, error):
        self._error = error

    def get_secret_value(self, **_):
        raise self._error


@pytest.mark.parametrize("silence", [ReadTimeoutError, ConnectTimeoutError])
def test_a_lost_answer_is_asked_for_again_later(silence):
    client = SilentClient(silence(endpoint_url="https://secrets.example"))
    with pytest.raises(TryLater):
        SecretsManagerCredentials(client, Seconds()).read(NAME)
