from datetime import UTC, datetime

import pytest

from tests.platforms.unit.mastodon.answers import ANA, US, a_status, our_status, sample
from watchdesk.core.account import Surface
from watchdesk.core.message import Attachment, Author, Inbound, OwnReply, Unreadable
from watchdesk.platforms.mastodon.posts import ShownStatus, feed_items

BOB = {"id": "bob", "username": "bob", "acct": "bob"}
TO_US = {"in_reply_to_id": "our-post", "in_reply_to_account_id": US}
TO_BOB = {"in_reply_to_id": "bobs-reply", "in_reply_to_account_id": "bob"}
UNNAMED = {"mentions": [{"id": "bob"}]}


def seen(*raw, **how):
    return feed_items([ShownStatus(raw=each, row=each, **how) for each in raw], US)


def the_one(raw, **how):
    (only,) = seen(raw, **how)
    return only


@pytest.mark.parametrize(
    ("fields", "surface"),
    [
        ({}, Surface.MENTION),
        (TO_US, Surface.REPLY),
        (TO_US | UNNAMED, Surface.REPLY),
        (TO_BOB, Surface.MENTION),
        (TO_BOB | UNNAMED, Surface.REPLY),
        (TO_BOB | {"mentions": None}, Surface.REPLY),
        ({"mentions": None}, Surface.MENTION),
        (UNNAMED | {"quote": {"state": "accepted"}}, Surface.MENTION),
        (TO_BOB | UNNAMED | {"quote": {"state": "accepted"}}, Surface.MENTION),
        ({"visibility": "direct"}, Surface.DIRECT_MESSAGE),
        (TO_US | {"visibility": "direct"}, Surface.DIRECT_MESSAGE),
        ({"visibility": "private"}, Surface.MENTION),
        ({"visibility": "list"}, Surface.MENTION),
        ({"visibility": None}, Surface.MENTION),
    ],
)
def test_a_surface_is_told_from_the_status_alone(fields, surface):
    assert the_one(a_status("1", **fields)).surface is surface


def test_a_message_carries_all_that_an_officer_needs():
    (recorded,) = (row for row in sample("notifications") if row["id"] == "9124")
    assert the_one(recorded["status"]) == Inbound(
        surface=Surface.MENTION,
        native_id="117650423808000007",
        thread_id="117650423808000007",
        author=Author(id=ANA, handle="ana@mastodon.example", name="Ana K 🌱"),
        text="police\n\n@police lads on the roof of the old mill, see https://maps.example/a/very/long/path?x=1",
        sent_at=datetime(2026, 11, 20, 19, 30, tzinfo=UTC),
        version="2026-11-20T19:30:00+00:00",
        url="https://mastodon.example/@ana/117650423808000012",
        attachments=(
            Attachment(
                kind="image",
                url="https://social.wessexshire.example/system/cache/media_attachments/files/INVENTED.jpg",
            ),
        ),
    )


def test_an_edit_is_the_same_message_in_another_version():
    (before,) = (row["status"] for row in sample("notifications") if row["id"] == "9124")
    first, edited = the_one(before), the_one(sample("status_edited"))
    assert (first.native_id, first.surface, first.sent_at) == (edited.native_id, edited.surface, edited.sent_at)
    assert first.version != edited.version
    assert edited.version == the_one(sample("status_edited")).version


def test_a_status_of_another_server_needs_only_four_fields():
    bare = {key: a_status("1")[key] for key in ("id", "created_at", "content")} | {"account": {"id": ANA}}
    message = the_one(bare)
    assert (message.text, message.author.handle, message.url) == ("words of 1", ANA, "")


@pytest.mark.parametrize("identity", ["01HV3KZQ8Y5M2T9B7C6D4E1F0G", "AbcDEF0123456789xy", "9", 117649838578073607])
def test_ids_are_kept_as_they_come(identity):
    assert the_one(a_status(identity)).native_id == str(identity)


def test_optional_fields_of_an_unknown_form_cost_no_message():
    odd = {"mentions": [None, 7, {"id": {}}], "media_attachments": [[], {"url": 5}, {}], "quote": "q", "url": [],
           "edited_at": "yesterday", "spoiler_text": 5, "visibility": {}, "replies_count": "many"}  # fmt: skip
    assert the_one(a_status("1", **odd)).native_id == "1"


def test_what_the_server_caught_is_marked():
    assert the_one(a_status("1"), filtered=True).filtered
    assert not the_one(a_status("1")).filtered


def test_an_answer_of_ours_names_what_it_answers():
    ours = our_status("10", in_reply_to_id="1", in_reply_to_account_id=ANA)
    assert the_one(ours) == OwnReply(
        native_id="10", sent_at=datetime(2026, 11, 20, 19, tzinfo=UTC), answers="1", thread_id=None
    )


@pytest.mark.parametrize(
    "fields", [{}, TO_US, {"in_reply_to_id": "1", "in_reply_to_account_id": ANA, "reblog": {"id": "1"}}]
)
def test_our_own_posts_and_their_continuations_answer_nobody(fields):
    assert seen(our_status("10", **fields)) == ()


def test_someone_who_goes_on_from_their_own_post_stays_in_one_thread():
    first = a_status("1")
    second = a_status("2", in_reply_to_id="1", in_reply_to_account_id=ANA)
    third = a_status("3", in_reply_to_id="2", in_reply_to_account_id=ANA)
    assert [message.thread_id for message in seen(third, second, first)] == ["1", "1", "1"]


def test_threads_do_not_reach_beyond_one_writer():
    post, answer = our_status("1"), a_status("2", in_reply_to_id="1", in_reply_to_account_id=US)
    retort = a_status("3", in_reply_to_id="2", in_reply_to_account_id=ANA, account=BOB)
    assert [message.thread_id for message in seen(retort, answer, post)] == ["2", "1"]


def test_posts_that_answer_each_other_in_a_circle_end():
    one, two = a_status("1", in_reply_to_id="2"), a_status("2", in_reply_to_id="1")
    assert len(seen(one, two)) == 2


@pytest.mark.parametrize("missing", ["created_at", "account", "content"])
def test_an_unreadable_status_is_kept_raw_under_its_own_key(missing):
    broken = a_status("1", **TO_US)
    del broken[missing]
    shown = the_one(broken)
    assert isinstance(shown, Unreadable)
    assert (shown.surface, shown.native_id, shown.problem) == (Surface.REPLY, "1", f"{missing}: missing")
    assert "words of 1" in shown.raw or missing == "content"


@pytest.mark.parametrize(
    "odd", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-20T19:00:00", "soon", None]
)
def test_a_time_no_post_can_have_is_no_reason_to_fail(odd):
    assert isinstance(the_one(a_status("1", created_at=odd)), Unreadable)


def test_an_unreadable_status_without_an_id_is_known_by_its_row_or_its_bytes():
    assert the_one(None, known_as="notification:7").native_id == "notification:7"
    assert the_one({"content": "x"}).native_id.startswith("sha256:")


def test_the_problem_with_a_status_tells_no_word_of_it():
    assert "canary" not in the_one(a_status("1", created_at="canary", content={"canary": 1})).problem


def test_counters_that_move_by_themselves_are_no_edit_of_what_is_kept_raw():
    now, later = (
        a_status("1", content=None, replies_count=n, account={"id": ANA, "followers_count": n}) for n in (1, 2)
    )
    assert the_one(now).raw == the_one(later).raw


def test_half_a_surrogate_does_not_stop_the_page():
    shown = seen(a_status("1", content="\ud800"), a_status("2"))
    assert [each.native_id for each in shown] == ["1", "2"]
    assert shown[0].text == "?"
