"""On the real Bluesky servers a post appears once and complete, and is gone after it is withdrawn."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.bluesky_network.install import install_servers
from tests.e2e.bluesky_network.member import NetworkMember
from tests.e2e.bluesky_network.network import BlueskyServers, running_servers
from tests.e2e.bluesky_network.official_publisher import OfficialPublisher
from tests.e2e.bluesky_network.relay import lossy_relay
from watchdesk.core.account import Surface
from watchdesk.core.errors import Unconfirmed
from watchdesk.core.message import MessageKey
from watchdesk.publishing.domain.post import DeliveryState
from watchdesk.publishing.ports.posts import OutgoingPart

pytestmark = pytest.mark.bluesky

OFFICIAL, LIMITED, RESIDENT = "selby-press.test", "limited-press.test", "ana-k.test"
PUT, UPLOAD = "com.atproto.repo.putRecord", "com.atproto.repo.uploadBlob"
DELETE, SEND = "com.atproto.repo.deleteRecord", "chat.bsky.convo.sendMessage"


@pytest.fixture(scope="module")
def network() -> Iterator[BlueskyServers]:
    accounts = [(handle, f"password-of-{handle}") for handle in (OFFICIAL, LIMITED, RESIDENT)]
    with running_servers(install_servers(), accounts) as network:
        yield network


@pytest.fixture(scope="module")
def press(network: BlueskyServers) -> Iterator[OfficialPublisher]:
    with lossy_relay(network.pds) as relay:
        yield OfficialPublisher(network, relay, OFFICIAL)


@pytest.fixture(scope="module")
def resident(network: BlueskyServers) -> NetworkMember:
    return NetworkMember.signed_in(network, RESIDENT)


def test_a_post_is_shown_with_its_emoji_links_hashtag_mention_and_image(
    press: OfficialPublisher, resident: NetworkMember
) -> None:
    text = "👮🏽‍♀️ Thanks @ana-k.test (and @nobody-at-all.test): see gov.uk/floods. #StaySafe"
    post = press.publishes(text, images=(press.uploads("A road under water, seen from a bridge."),))
    (part,) = press.delivery(post).published
    shown = press.shown(part.native_id)
    assert shown["record"]["text"] == text
    content = text.encode()
    marked = {
        content[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(): facet["features"][0]
        for facet in shown["record"]["facets"]
    }
    assert {
        words: feature.get("did") or feature.get("uri") or feature.get("tag") for words, feature in marked.items()
    } == {
        "@ana-k.test": resident.did,
        "gov.uk/floods": "https://gov.uk/floods",
        "#StaySafe": "StaySafe",
    }
    (image,) = shown["embed"]["images"]
    assert (image["alt"], image["aspectRatio"]) == (
        "A road under water, seen from a bridge.",
        {"width": 8, "height": 4},
    )
    assert shown["cid"] == part.version
    assert ("mention", part.native_id) in press.notified(resident)
    assert part.url == f"https://bsky.app/profile/{press.member.did}/post/{part.native_id.rpartition('/')[2]}"


def test_a_thread_answers_the_message_it_was_written_for(
    press: OfficialPublisher, resident: NetworkMember
) -> None:
    root = resident.write("Is the bridge shut?")
    question = resident.reply(root, "Nobody tells us anything")
    press.network.settle()
    key = MessageKey(press.account, Surface.REPLY, question.uri)
    post = press.publishes(
        "It is, until noon. (1/2)", "Use the other one. (2/2)\n\nPC Jane Smith, Selby", reply_to=key
    )
    first, second = press.delivery(post).published
    reply = press.shown(second.native_id)["record"]["reply"]
    assert reply == {"root": root.ref, "parent": {"uri": first.native_id, "cid": first.version}}
    assert press.shown(first.native_id)["record"]["reply"] == {"root": root.ref, "parent": question.ref}
    assert ("reply", first.native_id) in press.notified(resident)


def test_nobody_answers_a_message_that_is_gone(press: OfficialPublisher, resident: NetworkMember) -> None:
    question = resident.write("Is it open?")
    resident.delete(question)
    press.network.settle()
    post = press.posts("Not yet.", reply_to=MessageKey(press.account, Surface.MENTION, question.uri))
    assert press.delivery(post).state is DeliveryState.FAILED
    assert "Not yet." not in press.texts


@pytest.mark.parametrize("lost", [[PUT], [PUT, PUT], [UPLOAD]])
def test_a_lost_answer_neither_loses_nor_doubles_the_post(press: OfficialPublisher, lost: list[str]) -> None:
    press.relay.loses.extend(lost)
    text = f"Lost and found {len(press.relay.calls)}. #once"
    post = press.posts(f"{text} (1/2)", f"{text} (2/2)", images=(press.uploads("A square."),))
    assert press.delivery(post).state is not DeliveryState.PUBLISHED
    press.office.tick(minutes=6)
    assert press.delivery(post).state is DeliveryState.PUBLISHED
    assert press.relay.loses == []
    assert sorted(each for each in press.texts if each.startswith(text)) == [f"{text} (1/2)", f"{text} (2/2)"]


def test_a_second_record_never_takes_the_place_of_the_first(press: OfficialPublisher) -> None:
    post = press.publishes("The first words.")
    (account,) = press.office.register.accounts()
    outlet = press.office.outlets.of(account)
    delivery = press.delivery(post)
    part = OutgoingPart(
        account=account,
        text="The first words.",
        key=delivery.keys[0],
        dated=delivery.dated,
        language="en",
    )
    assert outlet.send(part) == outlet.look(part) == delivery.published[0]
    other = OutgoingPart(account=account, text="Other words.", key=part.key, dated=part.dated, language="en")
    with pytest.raises(Unconfirmed):
        outlet.send(other)
    assert "Other words." not in press.texts


def test_a_withdrawn_thread_is_gone_though_an_answer_was_lost(press: OfficialPublisher) -> None:
    post = press.publishes("To be withdrawn. (1/2)", "To be withdrawn. (2/2)")
    press.relay.loses.append(DELETE)
    press.office.withdraws(post)
    press.office.runs()
    press.office.tick(minutes=6)
    assert press.delivery(post).state is DeliveryState.WITHDRAWN
    assert [text for text in press.texts if text.startswith("To be withdrawn")] == []


def test_a_token_that_has_run_out_keeps_no_post_back(press: OfficialPublisher) -> None:
    press.publishes("While the token is good.")
    press.ends_token()
    press.publishes("After its end.")
    assert press.texts.count("After its end.") == 1


def test_posts_go_out_while_the_appview_is_down(press: OfficialPublisher) -> None:
    press.network.appview(up=False)
    try:
        press.publishes("Outage. (1/2)", "Outage, @nobody.bsky.social. (2/2)")
        assert sorted(text for text in press.texts if text.startswith("Outage")) == [
            "Outage, @nobody.bsky.social. (2/2)",
            "Outage. (1/2)",
        ]
    finally:
        press.network.appview(up=True)


def test_a_direct_message_is_answered_once_though_the_answer_was_lost(
    press: OfficialPublisher, resident: NetworkMember
) -> None:
    # It needs a publisher of its own: the clock of the chat is real, and earlier tests have advanced ours.
    press = OfficialPublisher(press.network, press.relay, OFFICIAL)
    sent = press.relay.calls.count(SEND)
    members = [
        {"did": did, "handle": handle} for did, handle in ((press.member.did, OFFICIAL), (resident.did, RESIDENT))
    ]
    asked = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    press.network.chat(id="3kconvo", members=members, sender=resident.did, text="Can I call?", sentAt=asked)
    press.relay.loses.append(SEND)
    question = MessageKey(press.account, Surface.DIRECT_MESSAGE, "3kconvo/3kquestion")
    post = press.posts("Yes: 101, day and night.", reply_to=question)
    assert press.delivery(post).state is DeliveryState.UNCONFIRMED
    press.office.tick(minutes=3)
    assert press.delivery(post).state is DeliveryState.PUBLISHED
    assert press.relay.calls.count(SEND) == sent + 1


def test_a_spent_limit_holds_the_post_back_until_the_hour_is_over(network: BlueskyServers) -> None:
    with lossy_relay(network.pds) as relay:
        press = OfficialPublisher(network, relay, LIMITED)
        press.spends_write_limit()
        post = press.posts("Too much said already.")
        delivery = press.delivery(post)
        assert (delivery.state, delivery.trouble) == (DeliveryState.ACCEPTED, "rate_limit")
        assert delivery.attention_at is not None
        assert timedelta(0) < delivery.attention_at - press.office.clock.now() <= timedelta(hours=1)
        assert press.texts == []
