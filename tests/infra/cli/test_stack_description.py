"""A stack texts by what it was deployed with, or says that it texts nobody."""

import boto3
import pytest
from botocore.stub import Stubber

from infra.cli.exits import RefusedError
from infra.cli.stack import Stack
from infra.cli.stack_description import read_parameters
from watchdesk.alerting.channels.end_user_messaging.channel import EndUserMessagingChannel
from watchdesk.alerting.channels.sns.channel import SnsChannel

SNS = {"Stage": "dev", "SmsProvider": "sns", "SmsSenderId": "Ridings"}
MADE = {"SmsOriginationIdentity": "arn:aws:sms-voice:eu-west-2:1:pool/pool-1", "SmsConfigurationSet": "desk"}


class Described(Stack):
    """A stack with these parameters and outputs."""

    def __init__(self, parameters, outputs):
        super().__init__("s", "eu-west-2")
        self._parameters, self._outputs = parameters, outputs


def test_what_a_stack_was_deployed_with_is_read(aws):
    client = boto3.client("cloudformation", region_name="eu-west-2")
    stack = {"StackName": "s", "CreationTime": 0, "StackStatus": "CREATE_COMPLETE"}
    given = [{"ParameterKey": name, "ParameterValue": value} for name, value in SNS.items()]
    with Stubber(client) as stub:
        stub.add_response("describe_stacks", {"Stacks": [stack | {"Parameters": given}]}, {"StackName": "s"})
        assert read_parameters(client, "s") == SNS


def test_texts_leave_by_sns_with_the_stacks_sender(aws):
    channel = Described(SNS, {}).text_channel
    assert isinstance(channel, SnsChannel)
    assert channel.sender_id == "Ridings"


def test_texts_leave_by_end_user_messaging_from_the_stacks_identity(aws):
    channel = Described({"SmsProvider": "eum"}, MADE).text_channel
    assert isinstance(channel, EndUserMessagingChannel)
    assert (channel.origination_identity, channel.configuration_set) == tuple(MADE.values())


def test_a_stack_that_texts_nobody_says_so(aws):
    with pytest.raises(RefusedError, match="texts nobody"):
        _ = Described({"SmsProvider": "none"}, {}).text_channel
