"""Every server says itself what it allows, is asked once an hour, and is waited for once."""

import pytest

from tests.fakes import FakeClock
from tests.fakes.http import FakeHttpClient, says
from tests.platforms.unit.mastodon.answers import SERVER, sample
from watchdesk.core.errors import TryLater
from watchdesk.platforms.mastodon.server_rules import ServerRules, ServerRulesCache

V1, V2 = "/api/v1/instance", "/api/v2/instance"
NO_SUCH_CALL = says({"error": "Not Found"}, 404)


@pytest.fixture
def http() -> FakeHttpClient:
    return FakeHttpClient()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def rules(http, clock) -> ServerRulesCache:
    return ServerRulesCache(http=http, clock=clock)


def allowing(characters: object) -> object:
    return says({"configuration": {"statuses": {"max_characters": characters}}})


def test_a_recorded_server_says_what_it_allows(http, rules):
    http.on(V2, says(sample("instance_v2_excerpt")))
    said = rules.of(SERVER)
    assert (said.characters, said.per_address, said.attachments) == (500, 23, 4)
    assert (said.media.image_size_limit, said.media.description_limit) == (16_777_216, 10_000)
    assert "image/png" in said.media.supported_mime_types


def test_nobodys_token_is_sent_along(http, rules):
    http.on(V2, allowing(5000))
    rules.of(SERVER)
    assert "authorization" not in http.asked[0].headers


@pytest.mark.parametrize(
    ("body", "characters"),
    [
        ({"configuration": {"statuses": {"max_characters": 1000}}, "max_toot_chars": 900}, 1000),
        ({"max_toot_chars": 5000}, 5000),
        ({"max_toot_chars": 0, "configuration": {"statuses": "none"}}, 500),
        ({"configuration": []}, 500),
    ],
)
def test_an_older_server_says_it_under_the_older_call(http, rules, body, characters):
    http.on(V2, NO_SUCH_CALL)
    http.on(V1, says(body))
    assert rules.of(SERVER).characters == characters


@pytest.mark.parametrize("silence", [TryLater("no answer"), says("<html>", 200), says([])])
def test_a_server_that_cannot_be_asked_is_an_ordinary_one_for_five_minutes(http, clock, rules, silence):
    http.on(V2, silence)
    http.on(V1, says([]))
    assert rules.of(SERVER) == ServerRules()
    asked = len(http.asked)
    clock.advance(minutes=4, seconds=59)
    rules.of(SERVER)
    assert len(http.asked) == asked
    clock.advance(seconds=1)
    http.on(V2, allowing(5000))
    assert rules.of(SERVER).characters == 5000


def test_a_server_is_asked_once_an_hour_and_remembered_while_it_is_down(http, clock, rules):
    http.on(V2, allowing(1000), allowing(2000), TryLater("no answer"))
    seen = []
    for minutes in (0, 59, 1, 60):
        clock.advance(minutes=minutes)
        seen.append(rules.of(SERVER).characters)
    assert (seen, http.times(V2)) == ([1000, 1000, 2000, 2000], 3)


def test_two_servers_are_two(http, rules):
    http.on(V2, allowing(1000), allowing(2000))
    assert [rules.of(server).characters for server in (SERVER, "https://other.example")] == [1000, 2000]
