"""Whatever channel carries a message, it goes at most once, its trouble is one of ours, and no address is shown.

The suite runs for every channel of the registry, and for the doubles that stand in for channels.
"""

from typing import Any

import pytest

from infra.cli.sms.account import SETUPS
from tests.alerting.contract.channel_rigs import DOUBLES, EMAIL, PERSON, PHONE, REFUSALS, RIGS, TROUBLES
from watchdesk.alerting.channels.registry import CHANNELS, TEXT_CHANNELS
from watchdesk.alerting.domain.channel import ChannelMessage
from watchdesk.alerting.ports.channels import Channel
from watchdesk.core.errors import Defect, TryLater, Unconfirmed

REACHING = [*DOUBLES, *(name for name, channel in CHANNELS.items() if channel.facts.reaches_people)]
SILENT = [name for name, channel in CHANNELS.items() if not channel.facts.reaches_people]


@pytest.fixture(params=REACHING)
def rig(request):
    with {**DOUBLES, **RIGS}[request.param]() as rig:
        yield rig


@pytest.fixture(params=[*DOUBLES, *CHANNELS])
def any_rig(request):
    with {**DOUBLES, **RIGS}[request.param]() as rig:
        yield rig


def a_message(channel: Channel, body: str = "words", **fields: Any) -> ChannelMessage:
    return ChannelMessage(address=channel.facts.address.of(PERSON), subject="Alert K7MX", body=body, **fields)


def test_every_channel_of_the_registry_has_a_rig_and_every_text_channel_a_setup():
    assert RIGS.keys() == CHANNELS.keys()
    assert SETUPS.keys() == TEXT_CHANNELS.keys()


def test_a_message_arrives_once_and_its_id_is_its_own(rig):
    ids = [rig.channel.send(a_message(rig.channel, body)) for body in ("first", "second")]
    assert rig.arrived == ["first", "second"]
    assert len(set(ids)) == 2
    assert all(ids)


def test_our_own_ids_may_go_with_a_message(any_rig):
    context = {"alert": "A000000001", "try": "1"}
    assert any_rig.channel.send(a_message(any_rig.channel, context=context))


def test_a_body_as_long_as_the_facts_allow_arrives_whole(rig):
    body = "W" * (rig.channel.facts.max_septets or 1000)
    rig.channel.send(a_message(rig.channel, body))
    assert rig.arrived == [body]


@pytest.mark.parametrize(
    ("name", "why"), [(name, why) for name in REACHING for why in REFUSALS.get(name, TROUBLES)]
)
def test_a_message_that_was_refused_did_not_arrive_and_is_not_tried_again(name, why):
    with {**DOUBLES, **RIGS}[name]() as rig:
        rig.refuse(why)
        with pytest.raises(TROUBLES[why]) as raised:
            rig.channel.send(a_message(rig.channel))
        assert type(raised.value) is TROUBLES[why]
        assert PHONE not in str(raised.value)
        assert EMAIL not in str(raised.value)
        assert (rig.arrived, rig.calls) == ([], 1)


def test_a_message_whose_answer_was_lost_is_in_doubt_and_arrived_at_most_once(rig):
    rig.lose_the_answer()
    with pytest.raises(Unconfirmed):
        rig.channel.send(a_message(rig.channel))
    assert (rig.arrived, rig.calls) == (["words"], 1)


def test_a_message_that_never_left_may_be_tried_later(rig):
    with pytest.raises(TryLater):
        rig.unreachable.send(a_message(rig.channel))
    assert rig.arrived == []


@pytest.mark.parametrize("name", SILENT)
def test_a_channel_that_reaches_nobody_takes_a_message_and_delivers_none(name):
    with RIGS[name]() as rig:
        ids = [rig.channel.send(a_message(rig.channel)) for _ in range(2)]
        assert (len(set(ids)), rig.arrived) == (2, [])


def test_a_message_shows_neither_its_address_nor_its_body(any_rig):
    message = a_message(any_rig.channel, "what is overdue")
    for secret in (message.address, message.body):
        assert secret not in repr(message)


@pytest.mark.parametrize("channel", CHANNELS.values(), ids=CHANNELS)
def test_a_channel_reads_reports_exactly_if_its_facts_say_so(channel):
    if channel.facts.reports_delivery:
        assert channel.read_report("{}") is None
    else:
        with pytest.raises(Defect):
            channel.read_report("{}")


@pytest.mark.parametrize("channel", CHANNELS.values(), ids=CHANNELS)
def test_a_channel_opens_with_its_required_settings_alone_and_says_which_it_is(channel):
    settings = {setting.name: "some-value" for setting in channel.facts.settings if setting.is_required}
    opened = channel.open(settings, lambda *_, **__: object())
    assert opened.facts == channel.facts
    assert opened.takes_replies in (True, False)
