"""A link that somebody copied is believed only if the account's own server shows that post as the account's."""

import pytest

from tests.builders import an_account
from tests.fakes.http import FakeHttpClient, says
from watchdesk.core.account import AccountId, Platform
from watchdesk.core.errors import TryLater
from watchdesk.platforms.post_links_by_platform import post_links_of_every_platform
from watchdesk.publishing.domain.post import PublishedPart

DID, RKEY = "did:plc:selby", "3kabcdefghij2"
URI = f"at://{DID}/app.bsky.feed.post/{RKEY}"
BLUESKY = an_account(
    AccountId("selby-bluesky"), platform=Platform.BLUESKY, handle="selby.example", server="https://pds.example"
)
MASTODON = an_account(
    AccountId("york-mastodon"),
    platform=Platform.MASTODON,
    handle="york@social.example",
    server="https://social.example",
)
STATUS = {
    "id": "112",
    "created_at": "2026-03-02T12:00:00.000Z",
    "content": "<p>Hello.</p>",
    "url": "https://social.example/@york/112",
    "account": {"id": "1", "acct": "york"},
}


@pytest.fixture
def http():
    fake = FakeHttpClient()
    fake.on("getRecord", says({"uri": URI, "cid": "bafy", "value": {}}))
    fake.on("/statuses/112", says(STATUS))
    return fake


@pytest.mark.parametrize("who", ["selby.example", DID])
def test_a_post_on_bluesky_is_found_under_the_handle_and_under_the_did(http, who):
    link = f"https://bsky.app/profile/{who}/post/{RKEY}"
    found = post_links_of_every_platform(http).part(BLUESKY, link)
    assert found == PublishedPart(native_id=URI, version="bafy", url=f"https://bsky.app/profile/{DID}/post/{RKEY}")
    assert http.asked[0].query == {"repo": "selby.example", "collection": "app.bsky.feed.post", "rkey": RKEY}
    assert http.asked[0].url.startswith("https://pds.example/")


def test_a_post_on_mastodon_is_found(http):
    found = post_links_of_every_platform(http).part(MASTODON, " https://social.example/@york/112 ")
    assert found == PublishedPart(
        native_id="112", version="2026-03-02T12:00:00+00:00", url="https://social.example/@york/112"
    )


@pytest.mark.parametrize(
    "link",
    [
        "",
        "nonsense",
        "https://social.example/@malton/112",
        "https://other.example/@york/112",
        "https://social.example@other.example/@york/112",
        "https://social.example/@york/../../admin",
        "https://social.example/@york/112/embed",
        f"https://bsky.app/profile/selby.example/post/{RKEY}",
    ],
)
def test_a_link_to_anywhere_else_is_never_followed(http, link):
    assert post_links_of_every_platform(http).part(MASTODON, link) is None
    assert http.asked == []


@pytest.mark.parametrize(
    "link",
    [
        f"https://bsky.app/profile/malton.example/post/{RKEY}",
        f"https://bsky.app/profile/did:plc:malton/post/{RKEY}",
    ],
)
def test_another_accounts_post_on_bluesky_is_not_this_ones(http, link):
    assert post_links_of_every_platform(http).part(BLUESKY, link) is None


def test_another_servers_post_shown_here_is_not_this_accounts(http):
    http.on("/statuses/112", says(STATUS | {"account": {"id": "2", "acct": "york@other.example"}}))
    assert post_links_of_every_platform(http).part(MASTODON, "https://social.example/@york/112") is None


@pytest.mark.parametrize(
    "answer", [says({"error": "Record not found"}, 404), says({"error": "no"}, 401), says({})]
)
def test_what_is_not_shown_to_everybody_is_not_found(http, answer):
    http.on("getRecord", answer)
    http.on("/statuses/112", answer)
    links = post_links_of_every_platform(http)
    assert links.part(BLUESKY, f"https://bsky.app/profile/selby.example/post/{RKEY}") is None
    assert links.part(MASTODON, "https://social.example/@york/112") is None


def test_a_server_that_fails_is_asked_again_later(http):
    http.on("/statuses/112", says({}, 503))
    with pytest.raises(TryLater):
        post_links_of_every_platform(http).part(MASTODON, "https://social.example/@york/112")


def test_a_platform_without_an_outlet_has_no_links(http):
    facebook = an_account(AccountId("york-facebook"), platform=Platform.FACEBOOK)
    assert post_links_of_every_platform(http).part(facebook, "https://facebook.example/1") is None
