"""Which channels there are, and which of them tells a person whom no text reached."""

import pytest

from watchdesk.alerting.channels.registry import CHANNELS, SETTING_NAMES, TEXT_CHANNELS, second_channel
from watchdesk.alerting.domain.channel import AddressKind

EMAIL = {"email_from": "watchdesk@ridings.example"}


def test_texts_leave_by_channels_for_phones_alone():
    assert list(TEXT_CHANNELS) == ["sns", "eum", "none"]
    assert CHANNELS["ses"].facts.address is AddressKind.EMAIL


@pytest.mark.parametrize(
    ("first", "settings", "found"), [("sns", EMAIL, "ses"), ("sns", {}, None), ("none", EMAIL, None)]
)
def test_the_second_channel_is_the_first_that_is_set_up_for_another_address(first, settings, found):
    channel = second_channel(CHANNELS[first], settings)
    assert (channel.facts.name if channel else None) == found


def test_a_setting_that_is_required_and_empty_is_missing():
    facts = CHANNELS["eum"].facts
    assert facts.missing_settings({"sms_origination_identity": ""}) == ("sms_origination_identity",)
    assert facts.missing_settings({"sms_origination_identity": "pool"}) == ()


def test_every_setting_has_the_name_of_one_variable():
    names = [setting.name for channel in CHANNELS.values() for setting in channel.facts.settings]
    assert (len(names), set(names)) == (len(SETTING_NAMES), SETTING_NAMES)
