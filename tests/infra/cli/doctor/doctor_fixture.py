"""A force that is well, on a simulated AWS, and the doctor who is asked about it."""

import json
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner, Result

from infra.cli.cli import cli
from tests.aws_tables import create_table
from tests.builders import a_feed_state, a_force, a_person, a_policy, a_rota, an_account
from tests.fakes.clock import NOON
from tests.infra.cli.conftest import MadeStack
from watchdesk.inbox.dynamodb.feed_states import DynamoFeedStateStore

PHONE = "+447700900001"


@dataclass(frozen=True)
class Deployed:
    """The part of Lambda that a doctor asks."""

    settings: dict[str, str]

    def get_function_configuration(self, FunctionName: str) -> dict[str, Any]:  # noqa: N803  AWS's own
        assert FunctionName == "audit"
        return {
            "Environment": {"Variables": {f"WATCHDESK_{name}": value for name, value in self.settings.items()}}
        }


class DoctorFixture(MadeStack):
    """A force that is well, on a simulated AWS."""

    def __init__(self) -> None:
        super().__init__()
        sqs, topic = self.client("sqs"), self.client("sns").create_topic(Name="alarms")["TopicArn"]
        queue, self.dead = (sqs.create_queue(QueueName=name)["QueueUrl"] for name in ("escalations", "dead"))
        self.outputs |= {
            "AlertsTableName": create_table(self.dynamodb, "AlertsTable"),
            "AuditWatchFunctionName": "audit",
            "ApiUrl": "https://api.ridings.example",
        }
        self.settings = {
            f"{name.upper()}_TABLE": self.outputs[f"{name.title()}TableName"]
            for name in ("register", "watch", "messages", "alerts")
        } | {
            "STAGE": "test",
            "ESCALATIONS_QUEUE_URL": queue,
            "ALARM_TOPIC": topic,
            "WORK_QUEUES": f"escalations={queue}",
            "DEAD_LETTERS": f"escalations={self.dead}",
            "FUNCTIONS": "",
            "SMS_PROBES": "off",
            "HEARTBEAT_URL": "https://monitor.example/beat",
        }
        sqs_like = {"Protocol": "sqs", "Endpoint": "arn:aws:sqs:eu-west-2:123456789012:anything"}
        self.client("sns").subscribe(TopicArn=topic, **sqs_like)
        self._declare()

    def _declare(self) -> None:
        account, people = an_account(), [a_person(phone=PHONE), a_person("control-room", "+447700900002")]
        for declared in (a_force(), account, a_policy(), a_rota(), a_rota("inspector"), *people):
            self.register.put(declared)
        for person in people:
            self.numbers.prove(person, NOON)
        self.poll_schedule.enrol(account.id, NOON)
        state = a_feed_state(surfaces=account.surfaces, last_success=NOON)
        DynamoFeedStateStore(self.table("WatchTableName")).save(state)

    def client(self, service: str) -> Any:
        return Deployed(self.settings) if service == "lambda" else super().client(service)

    def doctor(self, *options: str) -> Result:
        return CliRunner(mix_stderr=False).invoke(cli, ["doctor", *options], obj=self)

    def report(self) -> dict[str, Any]:
        """Without what the clock says: time stands still here, and not at AWS."""
        result = self.doctor("--json")
        document = json.loads(result.stdout)
        document["examinations"] = [each for each in document["examinations"] if each["examination"] != "clock"]
        return document

    def wrong(self) -> list[str]:
        return [each["finding"] for each in self.report()["examinations"] if each["verdict"] == "wrong"]
