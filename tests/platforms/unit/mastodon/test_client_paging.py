"""Lists are read page by page, on one host, within the limit and never for ever."""

import pytest

from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import A_LIST, SERVER, linked, paged
from watchdesk.core.errors import Defect, RateLimited, TryLater


def test_the_call_before_the_limit_bites_is_not_made(server):
    spent = {
        "X-RateLimit-Limit": "300",
        "X-RateLimit-Remaining": "2",
        "X-RateLimit-Reset": "2026-11-20T20:05:00.412345Z",
    }
    server.http.on("/list", says([], headers=spent))
    server.client.rows(A_LIST)
    with pytest.raises(RateLimited):
        server.client.rows(A_LIST)
    assert server.http.times("/list") == 1
    server.clock.advance(minutes=6)
    server.client.rows(A_LIST)
    assert server.http.times("/list") == 2


@pytest.mark.parametrize("body", [{}, {"error": "no"}, "words", 7, None])
def test_an_answer_that_is_no_list_is_a_broken_contract(server, body):
    server.http.on("/list", says(body if body != "words" else '"words"'))
    with pytest.raises(Defect, match="no list"):
        server.client.rows(A_LIST)


def test_json_nested_beyond_reading_is_a_passing_fault(server):
    server.http.on("/list", says("[" * 100_000))
    with pytest.raises(TryLater):
        server.client.rows(A_LIST)


def test_a_link_is_followed_by_its_parameters_and_never_to_another_host(server):
    server.http.on(
        "/list", paged({None: linked([1], "max_id=7", host="https://evil.example"), "7": linked([2], None)})
    )
    first = server.client.rows(A_LIST)
    second = server.client.rows(A_LIST, first.older)
    assert [first.rows, second.rows, second.older] == [[1], [2], None]
    assert {asked.url for asked in server.http.to("/list")} == {f"{SERVER}/api/v1/list"}


def test_a_server_without_links_is_paged_by_ids_that_rows_carry(server):
    server.http.on("/list", paged({None: says([{"id": 9}, {"id": 8}]), "8": says([{"id": 7}]), "7": says([])}))
    at, ids = None, []
    while True:
        page = server.client.rows(A_LIST, at, last_resort_id=True)
        ids += [row["id"] for row in page.rows]
        at = page.older
        if at is None:
            break
    assert ids == [9, 8, 7]


def test_a_server_that_always_answers_the_same_page_is_not_asked_for_ever(server):
    server.http.on("/list", says([{"id": 8}]))
    first = server.client.rows(A_LIST, last_resort_id=True)
    assert server.client.rows(A_LIST, first.older, last_resort_id=True).older is None


def test_a_page_that_names_itself_the_next_one_is_a_broken_contract(server):
    server.http.on("/list", linked([1], "max_id=7"))
    first = server.client.rows(A_LIST)
    with pytest.raises(Defect, match="itself"):
        server.client.rows(A_LIST, first.older)


def test_hidden_ids_are_never_guessed(server):
    server.http.on("/list", says([{"id": 9}, {"id": 8}]))
    assert server.client.rows(A_LIST).older is None
