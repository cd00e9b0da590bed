"""Whether a post is out once is decided by what the public sees, not by our own tables."""

from types import SimpleNamespace

import pytest

from infra.local.up.proof_post import POST_TEXT, ProofPost
from infra.local.up.table_reader import DeliveryRow
from tests.builders import an_account
from watchdesk.core.account import Platform


class Simulated:
    def __init__(self, **texts):
        self.texts, self.lost = texts, []

    def lose_next_response(self, route, method):
        self.lost.append((method, route))

    def shown_texts(self, handle):
        return self.texts[handle]


@pytest.fixture
def mastodon():
    return Simulated(selby=[f"{POST_TEXT}\n\nPC Jane Smith, Selby"] * 2)


@pytest.fixture
def asked():
    return []


@pytest.fixture
def post(mastodon, asked):
    accounts = (
        an_account("selby-bluesky", district="Selby", platform=Platform.BLUESKY),
        an_account("selby-mastodon", district="Selby", platform=Platform.MASTODON),
        an_account("york-mastodon", district="York", platform=Platform.MASTODON),
    )
    api = SimpleNamespace(publish=lambda body, key: asked.append((body, key)))
    return ProofPost(
        SimpleNamespace(
            accounts=accounts,
            handles={"selby-bluesky": "selby.example", "selby-mastodon": "selby"},
            simulators={
                Platform.BLUESKY: Simulated(**{"selby.example": ["another", POST_TEXT]}),
                Platform.MASTODON: mastodon,
            },
            officer=SimpleNamespace(api=lambda: api),
        )
    )


def test_it_is_submitted_once_for_both_accounts_and_one_response_is_lost(post, mastodon, asked):
    post.submit()
    ((body, key),) = asked
    assert body["accounts"] == ("selby-bluesky", "selby-mastodon")
    assert key
    assert mastodon.lost == [("POST", "/api/v1/statuses")]
    assert post.deliveries_requested == 2


def test_a_post_that_stands_twice_is_seen_twice(post):
    assert post.times_shown() == (1, 2)


def test_it_is_remembered_where_it_was_unconfirmed(post):
    post.record((DeliveryRow("p", "selby-mastodon", "unconfirmed"), DeliveryRow("p", "a", "sending")))
    post.record((DeliveryRow("p", "selby-mastodon", "published"),))
    assert post.unconfirmed_accounts == {"selby-mastodon"}


@pytest.mark.parametrize(
    ("states", "is_out"),
    [
        ((), False),
        (("published",), False),
        (("published", "unconfirmed"), False),
        (("published", "published"), True),
    ],
)
def test_it_is_out_when_every_delivery_is(post, states, is_out):
    assert post.is_published(tuple(DeliveryRow("p", "a", state) for state in states)) is is_out
