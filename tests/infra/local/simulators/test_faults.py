"""Every fault that a simulated server can be told to show, on both platforms and over the control routes."""

import json

import pytest

from infra.local.simulators.timestamps import timestamp_text
from tests.infra.local.simulators.clients import START

LIST = "app.bsky.notification.listNotifications"
ROUTE = "/api/v1/notifications"


class Asked:
    """The notifications of one platform, asked for in the same way."""

    def __init__(self, server, fetch, rows, account):
        self.server, self.fetch, self.rows, self.account = server, fetch, rows, account
        self.network = server.network
        self.public = server.network.public("ana")


@pytest.fixture(params=["bluesky", "mastodon"])
def asked(request):
    server = request.getfixturevalue(request.param)
    if request.param == "bluesky":
        token = server.token()
        return Asked(
            server,
            lambda **query: server.get(LIST, token, query),
            lambda answer: [row["uri"] for row in answer.json["notifications"]],
            "selby.test",
        )
    return Asked(
        server,
        lambda **query: server.get(ROUTE, query),
        lambda answer: [row["id"] for row in answer.json],
        "police",
    )


@pytest.fixture
def mentions(asked):
    for number in range(8):
        asked.public.mentions(asked.account, f"number {number}")
    return asked.rows(asked.fetch())


def test_an_outage_strikes_after_some_requests_and_so_many_times(asked):
    asked.network.faults.add("outage", after=2, times=3, status=502)

    statuses = [asked.fetch().status_code for _ in range(7)]

    assert statuses == [200, 200, 502, 502, 502, 200, 200]


def test_an_outage_can_answer_in_html_with_any_status(asked):
    asked.network.faults.add("outage", status=200, body="html")

    answer = asked.fetch()

    assert (answer.status_code, answer.mimetype) == (200, "text/html")


def test_a_fault_strikes_only_its_route_and_account(asked):
    asked.network.faults.add("outage", route="*nowhere*")
    asked.network.faults.add("outage", account="someone-else")
    asked.network.faults.add("outage", method="POST")

    assert asked.fetch().status_code == 200
    asked.network.faults.add("outage", route="*otifications", account=asked.account)
    assert asked.fetch().status_code == 503


@pytest.mark.parametrize("kind", ["expired_token", "revoked_token"])
def test_a_dead_token_is_told_in_the_platforms_way(asked, kind):
    asked.network.faults.add(kind)

    answer = asked.fetch()

    assert answer.status_code == {"bluesky": 400, "mastodon": 401}[asked.network.platform]
    assert kind.partition("_")[0] in json.dumps(answer.json)


def test_a_rate_limit_tells_when_to_come_back(asked):
    asked.network.faults.add("rate_limited", seconds=90)

    answer = asked.fetch()

    assert answer.status_code == 429
    headers = {name.lower(): value for name, value in answer.headers.items()}
    told = headers.get("retry-after") or headers["x-ratelimit-reset"]
    assert told in {"90", "2026-11-20T19:31:30.000000Z"}


def test_a_shuffled_page_has_the_same_items(asked, mentions):
    asked.network.faults.add("shuffled")

    rows = asked.rows(asked.fetch())

    assert rows != mentions
    assert sorted(rows) == sorted(mentions)


def test_a_duplicated_page_has_every_item_twice(asked, mentions):
    asked.network.faults.add("duplicated")

    assert asked.rows(asked.fetch()) == [row for row in mentions for _ in range(2)]


def test_an_overlapping_page_begins_with_the_end_of_the_one_before(asked, mentions):
    first = asked.rows(asked.fetch(limit=4))
    asked.network.faults.add("overlapping")

    assert asked.rows(asked.fetch(limit=4)) == first[-3:] + first


def test_a_truncated_page_is_no_json(asked, mentions):
    asked.network.faults.add("truncated")
    answer = asked.fetch()

    assert answer.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.data)


def test_a_malformed_item_keeps_its_identity_among_sound_ones(asked, mentions):
    asked.network.faults.add("malformed_item")
    body = asked.fetch().json
    items = body["notifications"] if isinstance(body, dict) else body

    broken = [item for item in items if item["author" if "author" in item else "account"] == 7]

    assert asked.rows(asked.fetch()) == mentions
    assert broken == [items[4]]


def test_a_skewed_clock_shows_in_the_date_and_in_new_messages(asked):
    asked.server.control("POST", "/clock", json={"skew_seconds": 3600})
    asked.public.mentions(asked.account, "from the future")

    answer = asked.fetch()

    assert answer.headers["Date"] == "Fri, 20 Nov 2026 20:30:00 GMT"
    assert "2026-11-20T20:30:00" in answer.text
    assert asked.server.control("GET", "/clock").json["skew_seconds"] == 3600


def test_a_clock_that_falls_back_hides_no_message(asked):
    asked.public.mentions(asked.account, "before the fall")
    asked.server.control("POST", "/clock", json={"skew_seconds": -3600})

    asked.public.mentions(asked.account, "after the fall")

    answer = asked.fetch()

    assert len(asked.rows(answer)) == 2
    assert "2026-11-20T18:30:00" in answer.text


def test_faults_are_set_listed_and_cleared_over_http(asked):
    control = asked.server.control
    made = control("POST", "/faults", json={"kind": "outage", "route": "*", "times": 1}).json

    assert [fault["id"] for fault in control("GET", "/faults").json] == [made["id"]]
    assert asked.fetch().status_code == 503
    assert control("DELETE", f"/faults/{made['id']}").json == {"removed": True}
    control("POST", "/faults", json={"kind": "outage"})
    control("DELETE", "/faults")
    assert asked.fetch().status_code == 200


@pytest.mark.parametrize(
    ("body", "complaint"),
    [({"kind": "nonsense"}, "nonsense"), ({"kind": "slow", "colour": "red"}, "colour"), ({}, "kind")],
)
def test_a_fault_there_is_not_is_refused_in_one_line(asked, body, complaint):
    answer = asked.server.control("POST", "/faults", json=body)

    assert answer.status_code == 400
    assert complaint in answer.json["error"]


def test_the_appview_can_be_down_while_the_pds_goes_on_publishing(bluesky):
    token = bluesky.token()
    bluesky.network.faults.add("outage", route="app.bsky.*", status=502)

    read = bluesky.get(LIST, token)
    publish = bluesky.record(token, {"text": "x", "createdAt": timestamp_text(START)})

    assert (read.status_code, read.json["error"]) == (502, "UpstreamFailure")
    assert publish.status_code == 200
