"""One direct message as a sighting."""

from datetime import UTC, datetime
from typing import Any

from tests.fakes.http import says
from tests.platforms.unit.bluesky.conftest import OUR_DID, Bluesky
from tests.platforms.unit.bluesky.test_chat import LIST, PUBLIC, READ, ChatService, feed, message
from watchdesk.core.account import Surface
from watchdesk.core.message import Deletion, Inbound, OwnReply, Unreadable


def test_the_documented_conversation_comes_out_whole(bluesky: Bluesky, sample: Any) -> None:
    bluesky.did = "did:plc:23k4panrkmh64xzggoyyu6sx"
    bluesky.http.on(LIST, says({"convos": sample("bluesky/listConvos")["convos"][1:]}))
    bluesky.http.on(READ, says(sample("bluesky/getMessages")))
    first, answer, deletion, last = feed(bluesky).page(None, "").items
    assert isinstance(first, Inbound)
    assert (first.native_id, first.text) == ("3mabcdefgh23a/3n2raynip2225", "Reg ends KLT 👍")
    assert (first.author.handle, first.author.name) == ("ana-k.test", "Ana K 🌱")
    assert (first.thread_id, first.filtered, first.surface) == ("3mabcdefgh23a", False, Surface.DIRECT_MESSAGE)
    assert answer == OwnReply(
        native_id="3mabcdefgh23a/3n2rav32lk225",
        sent_at=datetime(2026, 11, 20, 18, 50, tzinfo=UTC),
        answers=None,
        thread_id="3mabcdefgh23a",
    )
    assert deletion == Deletion(surface=Surface.DIRECT_MESSAGE, native_id="3mabcdefgh23a/3n2ram4xcs225")
    assert isinstance(last, Inbound)
    assert last.text == "Someone is trying car doors on Mill Lane"


def test_a_strangers_first_message_is_read_and_marked_as_filtered(bluesky: Bluesky) -> None:
    ChatService({"convo1": [message("m1", 0)]}, requests=frozenset({"convo1"})).serve(bluesky)
    (item,) = feed(bluesky).page(None, "").items
    assert isinstance(item, Inbound)
    assert item.filtered


def items_of(bluesky: Bluesky, *rows: Any) -> tuple[Any, ...]:
    bluesky.http.on(LIST, says({"convos": [{"id": "convo1", "rev": "", "status": "accepted"}]}))
    bluesky.http.on(READ, says({"messages": list(rows)}))
    return feed(bluesky).page(None, "").items


def test_what_the_service_itself_says_is_passed_over(bluesky: Bluesky) -> None:
    assert items_of(bluesky, message("m1", 0, kind="chat.bsky.convo.defs#systemMessageView")) == ()


def test_our_own_deleted_message_is_nobody_elses_deletion(bluesky: Bluesky) -> None:
    assert items_of(bluesky, message("m1", 0, OUR_DID, "chat.bsky.convo.defs#deletedMessageView")) == ()


def test_a_kind_of_message_that_is_new_to_us_is_kept(bluesky: Bluesky) -> None:
    voice = message("m1", 0, kind="chat.bsky.convo.defs#voiceMessageView")
    del voice["text"]
    (item,) = items_of(bluesky, voice)
    assert isinstance(item, Unreadable)
    assert (item.native_id, item.problem) == ("convo1/m1", "text: missing")


def test_a_reaction_is_no_new_version_and_a_new_text_is(bluesky: Bluesky) -> None:
    def version(**fields: Any) -> str:
        return items_of(bluesky, message("m1", 0, **fields))[0].version

    assert version() == version(rev="later", reactions=[{"value": "👍"}])
    assert version() != version(text="changed")


def test_an_answer_names_what_it_answers(bluesky: Bluesky) -> None:
    (item,) = items_of(bluesky, message("m2", 1, replyTo={"id": "m1"}))
    assert item.in_reply_to == "convo1/m1"


def test_a_sender_without_a_profile_is_known_by_its_did(bluesky: Bluesky) -> None:
    (item,) = items_of(bluesky, message("m1", 0))
    assert (item.author.id, item.author.handle) == (PUBLIC, PUBLIC)
