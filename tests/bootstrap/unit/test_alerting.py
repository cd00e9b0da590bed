"""Which way texts leave is said once, by the stack; a stage in maintenance texts nobody and says so."""

import pytest
from pydantic import ValidationError

from watchdesk import bootstrap
from watchdesk.alerting.channels.end_user_messaging.channel import EndUserMessagingChannel
from watchdesk.alerting.channels.muted.channel import MutedChannel
from watchdesk.alerting.channels.sns.channel import SnsChannel
from watchdesk.alerting.domain.channel import ChannelMessage
from watchdesk.aws.observability import metrics
from watchdesk.aws.send_once import SEND_ONCE
from watchdesk.bootstrap.alerting import second_channel, text_channel
from watchdesk.bootstrap.settings.alerting import TextingSettings
from watchdesk.core.errors import Defect

PHONE = "+447700900001"
POOL = "arn:aws:sms-voice:eu-west-2:123456789012:pool/pool-ridings"


class Clients:
    """Stands in for boto3.client: what was asked for is all there is."""

    def __init__(self):
        self.made = []

    def __call__(self, service, config):
        assert config is SEND_ONCE
        self.made.append(service)
        return object()


@pytest.mark.parametrize(
    ("settings", "adapter", "services"),
    [
        ({}, SnsChannel, ["sns"]),
        ({"sms_provider": "sns", "sms_sender_id": "Ridings"}, SnsChannel, ["sns"]),
        (
            {"sms_provider": "eum", "sms_origination_identity": POOL},
            EndUserMessagingChannel,
            ["pinpoint-sms-voice-v2"],
        ),
        ({"sms_provider": "none"}, MutedChannel, []),
    ],
)
def test_the_stack_says_which_way_texts_leave(settings, adapter, services):
    clients = Clients()
    assert type(text_channel(TextingSettings(**settings), clients)) is adapter
    assert clients.made == services


def test_a_way_nobody_knows_or_with_no_number_to_send_from_stops_the_cold_start():
    for wrong in ({"sms_provider": "pigeon"}, {"sms_provider": "eum"}):
        with pytest.raises(ValidationError, match="sms_"):
            TextingSettings(**wrong)


def test_a_withheld_text_is_counted_and_warned_of_without_its_words_or_number(caplog):
    sent = MutedChannel().send(ChannelMessage(address=PHONE, body="the words", context={"alert": "A000000001"}))
    counted = metrics.serialize_metric_set()
    metrics.clear_metrics()
    (record,) = caplog.records
    assert sent.startswith("withheld-")
    assert (record.levelname, record.message) == ("WARNING", "text_withheld")
    assert record.about == {"alert": "A000000001"}
    assert counted["TextsWithheld"] == [1.0]
    for kept in (PHONE, "the words"):
        assert kept not in str(vars(record)) + str(counted)


def test_a_link_base_that_no_text_has_room_for_stops_the_cold_start_not_a_night(monkeypatch):
    names = ("register_table", "messages_table", "alerts_table", "link_secret")
    for name in names:
        monkeypatch.setenv(f"WATCHDESK_{name.upper()}", "some-name")
    monkeypatch.setenv("WATCHDESK_LINK_BASE", f"https://{'long.' * 20}example")
    bootstrap.escalate_alerts.cache_clear()
    with pytest.raises(Defect, match="too long"):
        bootstrap.escalate_alerts()


@pytest.mark.parametrize(
    ("settings", "has_one"),
    [
        ({}, False),
        ({"email_from": "watchdesk@ridings.example"}, True),
        ({"email_from": "watchdesk@ridings.example", "sms_provider": "none"}, False),
    ],
)
def test_there_is_a_second_channel_if_it_has_an_address_and_the_stage_may_reach_people(
    settings, has_one, monkeypatch
):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    assert (second_channel(TextingSettings(**settings)) is not None) is has_one
