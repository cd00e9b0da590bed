"""An answer to a direct message goes out once, though the chat service knows no key of ours."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from tests.fakes.clock import NOON
from tests.fakes.http import Asked, says
from tests.platforms.unit.bluesky.conftest import OUR_DID, Bluesky
from tests.platforms.unit.bluesky.publishing import MESSAGES, PUT, SEND, Press, body, refused
from tests.publishing.builders import an_image
from watchdesk.core.errors import PermissionLost, Refused, TryLater, Unconfirmed, WatchdeskError
from watchdesk.core.http_client import HttpResponse
from watchdesk.platforms.bluesky.timestamps import timestamp_text
from watchdesk.publishing.domain.post import PublishedPart

THEIRS = "3n2convo/3n2question"
SENT = PublishedPart(native_id="3n2convo/3n2a", version="3n2a", url="https://bsky.app/messages/3n2convo")


@pytest.fixture
def press(bluesky: Bluesky) -> Press:
    return Press(bluesky)


def view(identity: str, text: str, minutes: float, sender: str = OUR_DID) -> dict[str, Any]:
    at = timestamp_text(NOON + timedelta(minutes=minutes))
    kind = "chat.bsky.convo.defs#messageView"
    return {"$type": kind, "id": identity, "rev": "3n2r", "text": text, "sender": {"did": sender}, "sentAt": at}


def said(press: Press, *pages: Sequence[object]) -> None:
    """Every page but the last names the next."""

    def answer(asked: Asked) -> HttpResponse:
        number = int(str(asked.query.get("cursor", "0")))
        more = {"cursor": str(number + 1)} if number + 1 < len(pages) else {}
        return says({"messages": list(pages[number])} | more)

    press.http.on(MESSAGES, answer)


def test_an_answer_goes_into_the_conversation_with_its_links_marked(press: Press) -> None:
    press.http.on(SEND, says(view("3n2a", "See gov.uk", 0)))
    assert press.outlet.send(press.part("See gov.uk", reply_to=THEIRS)) == SENT
    (asked,) = press.http.to(SEND)
    assert asked.headers["atproto-proxy"] == "did:web:api.bsky.chat#bsky_chat"
    sent = body(asked)
    assert (sent["convoId"], sent["message"]["text"]) == ("3n2convo", "See gov.uk")
    assert sent["message"]["facets"][0]["features"][0]["uri"] == "https://gov.uk"
    assert press.http.times(PUT) == 0


def test_the_recorded_answer_is_understood(press: Press, sample: Any) -> None:
    recorded = sample("bluesky/sendMessage")
    press.http.on(SEND, says(recorded))
    published = press.outlet.send(press.part(recorded["text"], reply_to=THEIRS))
    assert published.native_id == f"3n2convo/{recorded['id']}"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Unconfirmed("no answer"), Unconfirmed),
        (refused("UpstreamFailure", status=502), Unconfirmed),
        (refused("InvalidConvo"), Refused),
        (refused("MessagesDisabled"), Refused),
        (refused("BlockedActor"), Refused),
        (refused("InvalidToken", "Bad token method"), PermissionLost),
    ],
)
def test_what_comes_back_says_whether_it_happened(press: Press, answer: Any, kind: type[WatchdeskError]) -> None:
    press.http.on(SEND, answer)
    with pytest.raises(kind):
        press.outlet.send(press.part(reply_to=THEIRS))
    assert press.http.times(SEND) == 1


@pytest.mark.parametrize(
    ("fields", "why"), [({"text": "a" * 1001}, "1000 characters"), ({"images": (an_image(),)}, "no images")]
)
def test_what_the_chat_cannot_carry_is_refused(press: Press, fields: Any, why: str) -> None:
    with pytest.raises(Refused, match=why):
        press.outlet.send(press.part(**{"reply_to": THEIRS} | fields))


@pytest.mark.parametrize(
    "pages",
    [
        [[view("3n2a", "Yes.", 1)]],
        [[view("3n2b", "More", 2), view("3n2a", "Yes.", 1), view("3n2old", "Yes.", -5)]],
        [[view("3n2c", "Yes.", 3), view("3n2a", "Yes.", 1)]],
        [[{"$type": "chat.bsky.convo.defs#systemMessageView"}], [view("3n2a", "Yes.", -0.5)], []],
    ],
)
def test_looking_finds_our_oldest_message_with_these_words_since_then(press: Press, pages: Any) -> None:
    said(press, *pages)
    assert press.outlet.look(press.part("Yes.", reply_to=THEIRS)) == SENT


@pytest.mark.parametrize(
    "pages",
    [
        [[]],
        [[view("3n2a", "Yes.", 1, "did:plc:ana"), view("3n2b", "No.", 1), view("3n2c", "Yes.", -2)]],
        [[view("3n2b", "No.", 1)], [view("3n2c", "No.", -2), view("3n2a", "Yes.", -3)]],
    ],
)
def test_what_others_or_we_said_otherwise_or_before_is_not_it(press: Press, pages: Any) -> None:
    said(press, *pages)
    assert press.outlet.look(press.part("Yes.", reply_to=THEIRS)) is None


def test_a_conversation_that_is_gone_or_endless_cannot_tell(press: Press) -> None:
    press.http.on(MESSAGES, refused("InvalidConvo"))
    with pytest.raises(TryLater):
        press.outlet.look(press.part("Yes.", reply_to=THEIRS))
    said(press, *[[view("3n2b", "No.", 1)]] * 7)
    with pytest.raises(TryLater):
        press.outlet.look(press.part("Yes.", reply_to=THEIRS))


def test_a_direct_message_cannot_be_taken_back(press: Press) -> None:
    with pytest.raises(Refused, match="cannot be taken back"):
        press.outlet.withdraw(press.bluesky.account, SENT)
