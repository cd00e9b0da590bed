"""A stack of which only its outputs and its account at the provider of texts matter."""

import json
from datetime import timedelta
from typing import NamedTuple

import boto3
from click.testing import CliRunner

from infra.cli.cli import cli
from infra.cli.sms.account import texting_account
from tests.fakes import NOON, FakeClock

ROLE = "arn:aws:iam::123456789012:role/reports"
TOPIC = "arn:aws:sns:eu-west-2:123456789012:inbound"
ORIGIN = "arn:aws:sms-voice:eu-west-2:123456789012:"
ACCESS = {"region_name": "eu-west-2", "aws_access_key_id": "testing", "aws_secret_access_key": "testing"}


class Answer(NamedTuple):
    status_code: int


class Account:
    """A stack of which only its outputs and its account matter; `messaging` is where End User Messaging is."""

    def __init__(self, messaging=None, **outputs):
        self.clock = FakeClock(NOON)
        self.outputs = {"InboundTextsTopicArn": TOPIC, "ApiUrl": "https://api.example", **outputs}
        self.is_in_sandbox = False
        self._messaging = messaging

    def output(self, name):
        return self.outputs[name]

    @property
    def texting(self):
        return texting_account(self.outputs, self.client)

    def client(self, service):
        if service == "pinpoint-sms-voice-v2":
            return boto3.client(service, endpoint_url=self._messaging.url, **ACCESS)
        client = boto3.client(service, **ACCESS)
        # Moto knows no sandbox: the question is answered before it gets there.
        answer = Answer(200), {"IsInSandbox": self.is_in_sandbox}
        client.meta.events.register("before-call.sns.GetSMSSandboxAccountStatus", lambda **_: answer)
        return client

    def has_spent(self, dollars, namespace="AWS/SNS", metric="SMSMonthToDateSpentUSD"):
        datum = {"MetricName": metric, "Value": dollars, "Timestamp": NOON - timedelta(minutes=10)}
        self.client("cloudwatch").put_metric_data(Namespace=namespace, MetricData=[datum])

    def run(self, *words):
        return CliRunner(mix_stderr=False).invoke(cli, ["sms", *words], obj=self)

    def shown(self):
        result = self.run("show", "--json")
        return result.exit_code, json.loads(result.stdout)
