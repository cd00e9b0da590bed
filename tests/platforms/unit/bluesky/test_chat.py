"""Direct messages of many conversations, merged in the order they were sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.http import Asked, says
from tests.platforms.unit.bluesky.conftest import Bluesky, patient
from watchdesk.core.errors import PermissionLost, Refused
from watchdesk.core.http_client import HttpResponse
from watchdesk.core.message import Inbound, Unreadable
from watchdesk.inbox.domain.feed_state import FeedPage
from watchdesk.platforms.bluesky import chat
from watchdesk.platforms.bluesky.chat import ChatFeed
from watchdesk.platforms.bluesky.timestamps import timestamp_text

LIST, READ = "chat.bsky.convo.listConvos", "chat.bsky.convo.getMessages"
START = datetime(2026, 11, 20, 12, tzinfo=UTC)
MESSAGE = "chat.bsky.convo.defs#messageView"
PUBLIC = "did:plc:etkls32y3jwuvbisge532avc"


def feed(bluesky: Bluesky) -> ChatFeed:
    return ChatFeed(bluesky.client(), bluesky.clock)


def message(ident: str, minute: float, sender: str = PUBLIC, kind: str = MESSAGE, **fields: Any) -> dict[str, Any]:
    at = START + timedelta(minutes=minute)
    shown = {"$type": kind, "id": ident, "rev": ident, "sender": {"did": sender}, "sentAt": timestamp_text(at)}
    return {**shown, "text": f"text of {ident}", **fields}


@dataclass
class ChatService:
    """Lists by last activity, and messages newest first, both in pages of `page_size`."""

    convos: dict[str, list[dict[str, Any]]]
    requests: frozenset[str] = frozenset()
    page_size: int = 100
    profiles: list[dict[str, Any]] = field(default_factory=list)

    def serve(self, bluesky: Bluesky) -> None:
        bluesky.http.on(LIST, self._list)
        bluesky.http.on(READ, self._read)

    def _list(self, asked: Asked) -> HttpResponse:
        wanted = asked.query["status"]
        views = [
            {"id": ident, "rev": "", "status": self._status(ident), "lastMessage": self._sorted(ident)[0]}
            for ident in self.convos
            if self._status(ident) == wanted
        ]
        views.sort(key=lambda view: (view["lastMessage"]["sentAt"], view["id"]), reverse=True)
        return self._paged("convos", views, asked)

    def _read(self, asked: Asked) -> HttpResponse:
        return self._paged(
            "messages", self._sorted(str(asked.query["convoId"])), asked, relatedProfiles=self.profiles
        )

    def _sorted(self, ident: str) -> list[dict[str, Any]]:
        return sorted(self.convos[ident], key=lambda each: each["sentAt"], reverse=True)

    def _status(self, ident: str) -> str:
        return "request" if ident in self.requests else "accepted"

    def _paged(self, name: str, rows: list[Any], asked: Asked, **more: Any) -> HttpResponse:
        start = int(str(asked.query.get("cursor", 0)))
        end = start + min(self.page_size, int(str(asked.query["limit"])))
        return says({name: rows[start:end], **({"cursor": str(end)} if end < len(rows) else {}), **more})


def walk(bluesky: Bluesky) -> list[FeedPage]:
    pages = [feed(bluesky).page(None, "")]
    while (older := pages[-1].older) is not None:
        assert len(pages) < 500
        pages.append(feed(bluesky).page(older, ""))
    return pages


def sent(pages: Sequence[FeedPage]) -> dict[str, datetime]:
    return {item.native_id: item.sent_at for page in pages for item in page.items if isinstance(item, Inbound)}


CONVOS = st.dictionaries(
    st.sampled_from([f"convo{n}" for n in range(8)]),
    st.lists(st.integers(0, 30), min_size=1, max_size=9),
    max_size=8,
)


@patient
@given(
    minutes=CONVOS, requests=st.sets(st.sampled_from([f"convo{n}" for n in range(8)])), page_size=st.integers(1, 4)
)
def test_every_message_is_shown_and_every_promise_kept(
    minutes: dict[str, list[int]], requests: set[str], page_size: int
) -> None:
    bluesky = Bluesky()
    convos = {
        ident: [message(f"{ident}m{n}", minute) for n, minute in enumerate(sorted(given))]
        for ident, given in minutes.items()
    }
    ChatService(convos, frozenset(requests), page_size).serve(bluesky)
    everything = {
        f"{ident}/{each['id']}": datetime.fromisoformat(each["sentAt"])
        for ident, rows in convos.items()
        for each in rows
    }
    seen: list[FeedPage] = []
    for page in walk(bluesky):
        seen.append(page)
        if page.reaches_back_to is not None:
            newer = {key for key, at in everything.items() if at >= page.reaches_back_to}
            assert newer <= set(sent(seen))
    assert sent(seen) == everything


def test_a_quiet_inbox_costs_three_calls(bluesky: Bluesky) -> None:
    convos = {f"convo{n}": [message(f"m{n}", minute=-n)] for n in range(20)}
    ChatService(convos).serve(bluesky)
    page = feed(bluesky).page(None, "")
    assert (bluesky.http.times(LIST), bluesky.http.times(READ)) == (2, 1)
    assert page.newest == START
    assert page.reaches_back_to is not None
    assert START - timedelta(minutes=1) < page.reaches_back_to < START


def test_every_call_goes_through_the_accounts_server_to_the_chat_service(bluesky: Bluesky) -> None:
    ChatService({"convo1": [message("m1", 0)]}).serve(bluesky)
    feed(bluesky).page(None, "")
    calls = [*bluesky.http.to(LIST), *bluesky.http.to(READ)]
    assert {call.headers["atproto-proxy"] for call in calls} == {"did:web:api.bsky.chat#bsky_chat"}
    assert all(call.url.startswith("https://morel.host.example/xrpc/chat.bsky.convo.") for call in calls)


def test_a_conversation_we_cannot_read_is_kept_and_the_others_are_read(bluesky: Bluesky) -> None:
    views = [{"lastMessage": message("m1", 0)}, {"id": "convo2", "lastMessage": message("m2", 0)}]
    bluesky.http.on(LIST, says({"convos": views}), says({"convos": []}))
    bluesky.http.on(READ, says({"messages": [message("m2", 0)]}))
    odd, read = feed(bluesky).page(None, "").items
    assert isinstance(odd, Unreadable)
    assert isinstance(read, Inbound)


def test_a_conversation_that_vanished_since_it_was_listed_is_passed_over(bluesky: Bluesky) -> None:
    ChatService({"convo1": [message("m1", 5)], "convo2": [message("m2", 0)]}).serve(bluesky)
    gone, kept = says({"error": "InvalidConvo", "message": "no"}, 400), says({"messages": [message("m2", 0)]})
    bluesky.http.on(READ, gone, kept)
    assert set(sent(walk(bluesky))) == {"convo2/m2"}


def test_an_empty_inbox_is_one_last_page(bluesky: Bluesky) -> None:
    ChatService({}).serve(bluesky)
    assert feed(bluesky).page(None, "") == FeedPage(items=(), older=None, reaches_back_to=None)


def test_a_cursor_that_never_ends_does_not_hold_the_walk(bluesky: Bluesky) -> None:
    bluesky.http.on(LIST, says({"convos": [{"id": "convo1", "lastMessage": message("m1", 0)}], "cursor": "same"}))
    bluesky.http.on(READ, says({"messages": [message("m1", 0)], "cursor": "same"}))
    assert len(walk(bluesky)) < 8


@pytest.mark.parametrize("position", ["", "x", "[]", '{"unread": [{"at": "never"}]}', '{"unread": 5}'])
def test_a_position_that_is_none_of_ours_is_refused(bluesky: Bluesky, position: str) -> None:
    with pytest.raises(Refused):
        feed(bluesky).page(position or "{", "")


def test_an_app_password_without_direct_messages_stops_this_feed_alone(bluesky: Bluesky) -> None:
    bluesky.http.on(LIST, says({"error": "InvalidToken", "message": "Bad token method"}, 400))
    with pytest.raises(PermissionLost, match="direct messages"):
        feed(bluesky).page(None, "")
    assert bluesky.logins == 1


def test_a_position_stays_small_enough_to_be_saved_with_every_page(bluesky: Bluesky) -> None:
    convos = {f"3mabcdefgh{n:03}": [message(f"m{n}", -n)] for n in range(200)}
    ChatService(convos, frozenset(list(convos)[:100]), chat.LISTED_AT_ONCE).serve(bluesky)
    assert max(len(page.older or "") for page in walk(bluesky)) < 12_000
