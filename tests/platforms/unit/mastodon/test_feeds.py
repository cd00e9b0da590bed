import pytest

from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import TOKEN, US, AServer, a_police_account, sample
from watchdesk.core.account import Surface
from watchdesk.core.errors import AccountBlocked, RateLimited, Reconnect
from watchdesk.platforms.mastodon.feeds import MastodonFeeds

POLICY = "/v2/notifications/policy"


def feeds_of(server):
    return MastodonFeeds(http=server.http, credentials=server.credentials, clock=server.clock)


@pytest.fixture
def server():
    server = AServer(a_police_account(options={"conversations": True}))
    server.http.on(POLICY, says(sample("notifications_policy")))
    return server


def names(server, **fields):
    return [str(feed.traits.name) for feed in feeds_of(server).of(a_police_account(**fields))]


def test_notifications_come_first_and_naming_the_feeds_costs_no_call(server):
    assert names(server) == ["notifications", "requests", "threads"]
    assert names(server, options={"conversations": True}) == [
        "notifications",
        "conversations",
        "requests",
        "threads",
    ]
    assert server.http.asked == []


def test_feeds_that_could_show_only_unwatched_surfaces_are_left_out(server):
    options = {"conversations": True}
    assert names(server, surfaces=frozenset({Surface.MENTION}), options=options) == ["notifications", "requests"]
    assert names(server, options={"conversations": False}) == names(server)


def test_feeds_of_one_account_share_the_limit_and_its_identity_from_poll_to_poll(server):
    feeds = feeds_of(server)
    for _ in range(2):
        for feed in feeds.of(server.account):
            feed.page(None, "")
    assert server.http.times("/verify_credentials") == 1
    spent = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2026-11-20T20:05:00Z"}
    server.http.on("/v1/notifications", says([], headers=spent))
    feeds.of(server.account)[0].page(None, "")
    with pytest.raises(RateLimited):
        feeds.of(server.account)[-1].page(None, "")


def test_an_account_the_register_moved_to_another_server_gets_a_fresh_start(server):
    feeds = feeds_of(server)
    feeds.of(server.account)[0].page(None, "")
    feeds.of(a_police_account(server="https://new.example"))[0].page(None, "")
    assert [asked.url for asked in server.http.to("/verify_credentials")][1].startswith("https://new.example")


def test_a_good_token_is_found_good(server):
    probe = feeds_of(server).probe(server.account)
    assert (probe.handle, probe.native_id, probe.state) == ("police", US, "active")
    assert (probe.direct_messages, probe.warnings) == ("readable", ())
    assert server.credentials.forgotten == [server.account.secret]


def test_a_policy_that_drops_messages_is_warned_of_and_one_that_filters_is_not(server):
    server.http.on(
        POLICY, says(sample("notifications_policy") | {"for_private_mentions": "drop", "for_bots": "drop"})
    )
    probe = feeds_of(server).probe(server.account)
    assert len(probe.warnings) == 2
    assert "for_private_mentions" in probe.direct_messages


@pytest.mark.parametrize("status", [403, 404])
def test_a_server_without_a_policy_or_that_does_not_tell_it_is_no_fault(server, status):
    server.http.on(POLICY, says({"error": "no"}, status))
    assert feeds_of(server).probe(server.account).warnings == ()


@pytest.mark.parametrize(
    ("call", "scope"),
    [
        ("/v1/notifications", "read:notifications"),
        (f"/accounts/{US}/statuses", "read:statuses"),
        ("/conversations", "read:statuses"),
    ],
)
def test_every_missing_scope_is_named(server, call, scope):
    server.http.on(call, says({"error": "This action is outside the authorized scopes"}, 403))
    (warning,) = feeds_of(server).probe(server.account).warnings
    assert scope in warning


def test_direct_messages_that_cannot_be_read_are_said_to_be(server):
    server.http.on("/v1/notifications", says({"error": "no"}, 403))
    assert "read:notifications" in feeds_of(server).probe(server.account).direct_messages
    quiet = a_police_account(surfaces=frozenset({Surface.MENTION}))
    assert feeds_of(server).probe(quiet).direct_messages == "not watched"


def test_an_option_the_server_cannot_honour_is_named(server):
    server.http.on("/conversations", says({"error": "Not Found"}, 404))
    (warning,) = feeds_of(server).probe(server.account).warnings
    assert "register" in warning


@pytest.mark.parametrize(
    ("extra", "state"), [({"suspended": True}, "suspended"), ({"moved": {"id": "1"}}, "moved")]
)
def test_an_account_that_is_not_what_it_was_is_told(server, extra, state):
    server.http.on("/verify_credentials", says(sample("verify_credentials") | extra))
    assert feeds_of(server).probe(server.account).state == state


def test_an_account_that_writes_in_markdown_is_warned_of(server):
    writer = sample("verify_credentials") | {"source": {"status_content_type": "text/markdown"}}
    server.http.on("/verify_credentials", says(writer))
    (warning,) = feeds_of(server).probe(server.account).warnings
    assert "text/markdown" in warning


def test_chat_messages_of_pleroma_which_this_api_does_not_show_are_warned_of(server):
    chatty = sample("verify_credentials") | {"pleroma": {"accepts_chat_messages": True}}
    server.http.on("/verify_credentials", says(chatty))
    (warning,) = feeds_of(server).probe(server.account).warnings
    assert "chat" in warning


@pytest.mark.parametrize(("status", "expected"), [(401, Reconnect), (403, AccountBlocked)])
def test_a_dead_credential_is_an_error_with_its_remedy(server, status, expected):
    server.http.on("/verify_credentials", says({"error": "no"}, status))
    with pytest.raises(expected) as refused:
        feeds_of(server).probe(server.account)
    assert TOKEN not in str(refused.value)


def test_no_description_of_the_feeds_holds_the_token(server):
    feeds = feeds_of(server)
    feeds.of(server.account)[0].page(None, "")
    assert TOKEN not in repr(feeds)


@pytest.mark.parametrize(
    ("written", "ends"),
    [
        ({"expires_at": "2027-03-01"}, "2027-03-01 00:00:00+00:00"),
        ({"expires_at": "2027-03-01T12:00:00Z"}, "2027-03-01 12:00:00+00:00"),
        ({"expires_at": "soon"}, None),
        ({}, None),
    ],
)
def test_a_token_ends_when_whoever_stored_it_wrote_that_it_does(server, written, ends):
    server.credentials.kept[server.account.secret] = {"access_token": TOKEN} | written
    found = feeds_of(server).ends_at(server.account)
    assert (str(found) if found else None) == ends
