"""The control routes and the page at `/`, as another process and a browser use them."""

from datetime import timedelta

import pytest

from infra.local.simulators.bluesky.network import BlueskyNetwork
from infra.local.simulators.mastodon.network import MastodonNetwork
from infra.local.simulators.mastodon.settings import MastodonSettings
from infra.local.simulators.seed_mentions import seed_mentions
from tests.infra.local.simulators.clients import HandClock


@pytest.fixture(params=["bluesky", "mastodon"])
def server(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def handle(server):
    return server.account["handle"]


def says(server, name, verb, **body):
    return server.control("POST", f"/public/{name}/{verb}", json=body)


def test_the_public_writes_over_http(server, handle):
    mention = says(server, "ana", "mentions", account=handle, text="help").json["id"]
    reply = says(server, "gaz", "replies", to=mention, text="me too").json["id"]
    says(server, "ana", "edits", post=mention, text="help, please")
    says(server, "gaz", "deletes", post=reply)
    says(server, "gaz", "messages", account=handle, text="psst")
    says(server, "gaz", "quotes", post=mention, text="look")
    says(server, "gaz", "likes", post=mention)
    says(server, "gaz", "follows", account=handle)

    shown = server.control("GET", "/posts").json

    assert any(post["text"].endswith("help, please") for post in shown)
    assert reply not in {post["id"] for post in shown}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/public/ana/mentions", {"account": "nobody.test", "text": "x"}, 404),
        ("/public/ana/replies", {"to": "nothing", "text": "x"}, 404),
        ("/public/ana/dances", {}, 404),
        ("/public/ana/mentions", {"text": "x"}, 400),
        ("/nowhere", {}, 404),
        ("/accounts/nobody/standing", {"standing": "takendown"}, 404),
        ("/limits", {"limit": "patience", "remaining": 0}, 404),
    ],
)
def test_a_request_that_makes_no_sense_is_told_so(server, path, body, status):
    answer = server.control("POST", path, json=body)

    assert answer.status_code == status
    assert answer.json["error"]


def test_many_accounts_share_a_server_and_show_their_credentials(server, handle):
    for number in range(8):
        server.control("POST", "/accounts", json={"handle": f"district{number}.test", "display_name": "District"})

    accounts = server.control("GET", "/accounts").json

    assert len({account["handle"] for account in accounts}) == 9
    secrets = {account.get("app_password") or account["access_token"] for account in accounts}
    assert len(secrets) == 9


def test_the_same_seed_makes_the_same_ids_and_credentials():
    for network in (BlueskyNetwork, MastodonNetwork):
        made = []
        for _ in range(2):
            one = network(seed="s", clock=HandClock())
            made.append((one.add_account("selby.test"), seed_mentions(one, one.accounts()[0]["handle"], 20)))
        assert made[0] == made[1]


def test_ten_thousand_messages_are_seeded_at_distinct_times_that_have_passed(server, handle):
    answer = server.control("POST", "/seed", json={"account": handle, "count": 10_000, "spacing_seconds": 2}).json

    times = [post.at for post in server.network.shown(limit=20_000)]

    assert answer["count"] == len(set(times)) == 10_000
    assert max(times) < server.clock()
    assert max(times) - min(times) == timedelta(seconds=2 * 9_999)


def test_requests_are_counted_by_route_and_account(server, handle):
    if server.network.platform == "bluesky":
        token = server.token()
        server.notifications(token)
    else:
        server.get("/api/v1/notifications")

    seen = server.control("GET", "/requests", query_string={"route": "*otifications", "account": handle}).json

    assert seen["count"] == 1
    assert seen["requests"][0]["status"] == 200
    server.control("DELETE", "/requests")
    assert server.control("GET", "/requests").json["total"] == 0


def test_the_page_shows_public_posts_escaped_and_no_private_ones(server, handle):
    empty = server.client.get("/").text
    says(server, "gaz", "mentions", account=handle, text="<script>alert(1)</script>")
    says(server, "ana", "messages", account=handle, text="keep this private")

    page = server.client.get("/")

    assert "Nobody has posted yet." in empty
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script" not in page.text
    assert "keep this private" not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_an_account_taken_down_vanishes_from_the_page(server, handle):
    says(server, "gaz", "posts", text="spam")
    gaz = server.control("GET", "/posts").json[0]["author"]
    server.control("POST", f"/accounts/{gaz}/standing", json={"standing": "takendown"})

    assert "spam" not in server.client.get("/").text


def test_an_unknown_flavour_is_refused():
    with pytest.raises(ValueError, match="gotosocial"):
        MastodonSettings(flavour="friendface").applied()
