"""The command line and the API's own routes understand each other."""

from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner

from infra.cli.cli import cli
from infra.cli.posts.api import PostApi
from tests.handlers.api import Api, http_event
from tests.worlds.publishing import BOB, CAREFUL, JANE, SELBY, TEXT
from watchdesk.core.http_client import HttpResponse
from watchdesk.publishing.domain.post import DeliveryState, PostState


class InProcess:
    """The routes behind an authorizer that takes the token for the subject."""

    def __init__(self, api):
        self.api = api

    def send(self, method, url, *, query=None, headers=None, body=None):
        given = {name.lower(): value for name, value in headers.items()}
        subject = given["authorization"].removeprefix("Bearer ")
        text = None if body is None else body.decode()
        event = http_event(
            method, url, text, subject=subject, headers=given, query=urlencode(query) if query else ""
        )
        answer = self.api.application(event)
        replied = {name.lower(): str(value) for name, value in answer["headers"].items()}
        return HttpResponse(answer["statusCode"], replied, answer["body"].encode())


@pytest.fixture
def api():
    return Api()


@pytest.fixture
def run(api):
    """`run("posts", "list", by=BOB)`."""

    def invoke(*words, by=JANE):
        stack = SimpleNamespace(
            post_api=lambda _, token: PostApi(url="", token=token, http=InProcess(api), pause=lambda _: None)
        )
        return CliRunner(mix_stderr=False, env={"WATCHDESK_TOKEN": by}).invoke(cli, words, obj=stack)

    return invoke


def only_post(api):
    (post,) = api.newsroom.store.posts.values()
    return post


def test_a_preview_stores_nothing_and_a_post_is_stored_as_it_showed(run, api):
    shown = run("post", "--dry-run", "--to", SELBY, "--as", "full", TEXT)
    assert (shown.exit_code, api.newsroom.store.posts) == (0, {})
    assert "  | PC Jane Smith, Selby" in shown.stdout
    stored = run("post", "--to", SELBY, "--as", "full", TEXT)
    assert (stored.exit_code, stored.stderr) == (0, "")
    assert "  signed: PC Jane Smith, Selby" in stored.stdout


def test_the_same_key_is_one_post(run, api):
    first, again = (run("post", "--to", SELBY, "--key", "k-1", TEXT) for _ in range(2))
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert only_post(api).text == TEXT


def test_what_the_routes_refuse_is_said_in_their_words(run, api):
    result = run("post", "--to", "nowhere", TEXT)
    assert result.exit_code == 1
    assert "accounts.0 (nowhere): Leave this account out" in result.stderr
    assert api.newsroom.store.posts == {}


def test_posts_are_listed_shown_and_taken_back(run, api):
    run("post", "--to", SELBY, TEXT)
    post = only_post(api).id
    assert post in run("posts", "list", "--own", "--limit", "5").stdout
    assert f"{SELBY}: accepted" in run("posts", "show", post).stdout
    assert f"{SELBY}: withdrawn" in run("posts", "withdraw", post).stdout


def test_approving_takes_somebody_else_who_saw_what_stands(run, api):
    run("post", "--to", CAREFUL, TEXT)
    post = only_post(api)
    assert post.state is PostState.AWAITING_APPROVAL
    assert "Another person than the author" in run("posts", "approve", post.id, "--hash", post.content_hash).stderr
    assert run("posts", "approve", post.id, "--hash", "of other words", by=BOB).exit_code == 1
    approved = run("posts", "approve", post.id, "--hash", post.content_hash, by=BOB)
    assert (approved.exit_code, only_post(api).state) == (0, PostState.ACCEPTED)
    assert f"approved by {BOB}" in approved.stdout


def test_a_rejection_carries_its_note_to_the_author(run, api):
    run("post", "--to", CAREFUL, TEXT)
    post = only_post(api).id
    assert run("posts", "reject", post, "--note", "Which road?", by=BOB).exit_code == 0
    assert "Which road?" in run("posts", "show", post).stdout


def test_deliveries_are_settled_one_by_one(run, api):
    run("post", "--to", SELBY, TEXT)
    post = only_post(api).id
    assert "Only a failed delivery can be retried" in run("posts", "retry", post, SELBY).stderr
    assert "Only an unconfirmed delivery" in run("posts", "confirm", post, SELBY, "--not-published").stderr
    (delivery,) = api.newsroom.store.deliveries(post)
    assert delivery.state is DeliveryState.ACCEPTED
