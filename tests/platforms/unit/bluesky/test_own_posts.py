"""What we wrote ourselves answers the public."""

from datetime import UTC, datetime
from typing import Any

from tests.fakes.http import says
from tests.platforms.unit.bluesky.conftest import OUR_DID, Bluesky
from watchdesk.core.message import OwnReply
from watchdesk.platforms.bluesky.own_posts import OwnPostsFeed
from watchdesk.platforms.bluesky.timestamps import JUST_ABOVE, tid_instant

LIST = "com.atproto.repo.listRecords"


def page(bluesky: Bluesky, body: object, older: str | None = None) -> Any:
    bluesky.http.on(LIST, says(body))
    return OwnPostsFeed(bluesky.client()).page(older, "")


def test_real_replies_answer_what_they_reply_to(bluesky: Bluesky, sample: Any) -> None:
    shown = page(bluesky, sample("bluesky-real/repo_listRecords"))
    assert [item.answers for item in shown.items] == [
        "at://did:plc:2n7b2smm5qb6rxxzwqdrnh37/app.bsky.feed.post/3n2uwyzwzv22l",
        "at://did:plc:2n7b2smm5qb6rxxzwqdrnh37/app.bsky.feed.post/3n2uwyz2fuk2l",
    ]
    assert shown.older == "3n2uwzdpeys2l"
    # Listed by record key, which was made microseconds before the post says it was.
    assert shown.newest == tid_instant("3n2uwzdpyjs2l")
    last = tid_instant("3n2uwzdpeys2l")
    assert last is not None
    assert shown.reaches_back_to == last + JUST_ABOVE
    assert abs(last - datetime(2026, 11, 22, 6, 4, 4, 819000, UTC)).total_seconds() < 1


def test_the_accounts_own_server_is_asked_for_its_own_posts(bluesky: Bluesky) -> None:
    page(bluesky, {"records": []}, "3n2uwzdpeys2l")
    (asked,) = bluesky.http.to(LIST)
    assert asked.query == {
        "repo": OUR_DID,
        "collection": "app.bsky.feed.post",
        "limit": "100",
        "cursor": "3n2uwzdpeys2l",
    }


def test_a_post_that_answers_nobody_is_no_reply(bluesky: Bluesky, sample: Any) -> None:
    bluesky.did = "did:plc:23k4panrkmh64xzggoyyu6sx"
    (item,) = page(bluesky, sample("bluesky/listRecords_own_posts")).items
    assert item == OwnReply(
        native_id="at://did:plc:23k4panrkmh64xzggoyyu6sx/app.bsky.feed.post/3n2r34cbm222l",
        sent_at=datetime(2026, 11, 20, 17, 6, 40, tzinfo=UTC),
        answers="at://did:plc:etkls32y3jwuvbisge532avc/app.bsky.feed.post/3n2r2shnu322l",
        thread_id="at://did:plc:23k4panrkmh64xzggoyyu6sx/app.bsky.feed.post/3n2qtzsdz222l",
    )


def test_a_thread_we_go_on_with_ourselves_answers_nobody(bluesky: Bluesky, sample: Any) -> None:
    bluesky.did = "did:plc:2n7b2smm5qb6rxxzwqdrnh37"
    assert page(bluesky, sample("bluesky-real/repo_listRecords")).items == ()


def test_a_reply_without_a_time_was_sent_when_its_key_was_made(bluesky: Bluesky, sample: Any) -> None:
    body = sample("bluesky-real/repo_listRecords")
    body["records"][0]["value"]["createdAt"] = "yesterday"
    assert page(bluesky, body).items[0].sent_at == tid_instant("3n2uwzdpyjs2l")


def test_a_record_we_cannot_read_is_passed_over(bluesky: Bluesky, sample: Any) -> None:
    body = sample("bluesky-real/repo_listRecords")
    body["records"] += [None, {"uri": 5}, {"uri": "at://x", "value": {}}]
    shown = page(bluesky, body)
    assert len(shown.items) == 2


def test_an_account_that_never_posted_is_one_last_page(bluesky: Bluesky) -> None:
    shown = page(bluesky, {"records": []})
    assert (shown.items, shown.older, shown.newest, shown.reaches_back_to) == ((), None, None, None)
