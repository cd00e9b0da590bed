"""Recorded answers, changed at random: nothing raises, and no message is dropped."""

import copy

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import US, AServer, linked, our_status, sample
from watchdesk.core.message import Inbound, Unreadable
from watchdesk.platforms.mastodon.chat import ConversationsFeed
from watchdesk.platforms.mastodon.notification_requests import RequestsFeed
from watchdesk.platforms.mastodon.notifications import NotificationsFeed
from watchdesk.platforms.mastodon.threads import ThreadsFeed

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=5,
)
ODD = st.one_of(
    JSON,
    st.sampled_from(
        ["", "\ud800", "0001-01-01T00:00:00+14:00", "1e400", "x" * 3_000, "#", "mention", US, -1, 10**30]
    ),
)
MENTIONS = [row for row in sample("notifications") if row["type"] == "mention"]


def paths(value, at=()):
    """Every place inside a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield (*at, key)
        yield from paths(each, (*at, key))


@st.composite
def mangled(draw, original):
    """The original with one to three places changed or taken away, none of them the kind of a row."""
    value = copy.deepcopy(original)
    for _ in range(draw(st.integers(1, 3))):
        places = [path for path in paths(value) if path[-1] != "type" and len(path) > 1]
        if not places:
            break
        *parents, last = draw(st.sampled_from(places))
        place = value
        for key in parents:
            place = place[key]
        if isinstance(place, dict) and draw(st.booleans()):
            del place[last]
        else:
            place[last] = draw(ODD)
    return value


QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def walked(feed):
    older, items = None, []
    for _ in range(50):
        page = feed.page(older, "")
        items += page.items
        older = page.older
        if older is None:
            break
    return items


def messages(items):
    return [each for each in items if isinstance(each, Inbound | Unreadable)]


@QUICK
@given(mangled(MENTIONS))
def test_no_mangled_notification_raises_or_is_dropped(rows):
    server = AServer()
    server.http.on("/v1/notifications", linked(rows, None))
    from_us = [row for row in rows if _written_by_us(row.get("status"))]
    items = walked(NotificationsFeed(server.client))
    assert len(messages(items)) == len(rows) - len(from_us)


@QUICK
@given(mangled(sample("notifications_requests")))
def test_no_mangled_request_raises_or_is_dropped(rows):
    server = AServer()
    server.http.on("/notifications/requests", says(rows))
    server.http.on("/v1/notifications", says(MENTIONS[:1]))
    from_us = [row for row in rows if _written_by_us(row.get("last_status"))]
    assert len(messages(walked(RequestsFeed(server.client, server.clock)))) >= len(rows) - len(from_us)


@QUICK
@given(mangled([sample("status_context")["descendants"][1]]))
def test_no_mangled_reply_raises_or_is_dropped(descendants):
    server = AServer()
    server.http.on(f"/accounts/{US}/statuses", linked([our_status("1", replies_count=1)], None))
    server.http.on("/context", says({"ancestors": [], "descendants": descendants}))
    from_us = [each for each in descendants if _written_by_us(each)]
    items = walked(ThreadsFeed(server.client, server.clock))
    assert len(messages(items)) == len(descendants) - len(from_us)


@QUICK
@given(mangled(sample("conversations")[:1]))
def test_no_mangled_conversation_raises_or_is_dropped(rows):
    server = AServer()
    server.http.on("/conversations", says(rows))
    gone = [row for row in rows if row.get("last_status") is None or _written_by_us(row["last_status"])]
    assert len(messages(walked(ConversationsFeed(server.client)))) == len(rows) - len(gone)


@QUICK
@given(mangled([our_status("2", in_reply_to_id="1", replies_count=3), our_status("1", replies_count=1)]))
def test_no_mangled_post_of_ours_keeps_messages_back(statuses):
    server = AServer()
    server.http.on(f"/accounts/{US}/statuses", linked(statuses, None))
    server.http.on("/context", says({"ancestors": [], "descendants": []}))
    server.http.on("/v1/notifications", linked(MENTIONS, None))
    walked(ThreadsFeed(server.client, server.clock))
    assert len(messages(walked(NotificationsFeed(server.client)))) == len(MENTIONS)


@QUICK
@given(st.lists(JSON, max_size=4))
def test_no_list_of_anything_raises_or_is_dropped(rows):
    server = AServer()
    server.http.on("/v1/notifications", linked(rows, None))
    kinds = [row.get("type") if isinstance(row, dict) else None for row in rows]
    passed_over = [kind for kind in kinds if isinstance(kind, str | int | float) and not isinstance(kind, bool)]
    assert len(messages(walked(NotificationsFeed(server.client)))) == len(rows) - len(passed_over)


def _written_by_us(status):
    account = status.get("account") if isinstance(status, dict) else None
    return isinstance(account, dict) and account.get("id") == US
