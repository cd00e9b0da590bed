"""The deployed stack that an operator works on. Its tables and secrets are found through its outputs."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import boto3
from botocore.config import Config

from infra.cli.api_client import base_url
from infra.cli.desk.api import DeskApiClient
from infra.cli.exits import CLOUD, RefusedError
from infra.cli.numbers.code_store import number_verifier
from infra.cli.numbers.verify_number import NumberVerifier
from infra.cli.posts.api import PostApi
from infra.cli.register.plan.apply import DeployedRegister
from infra.cli.register.plan.open_messages import DynamoOpenMessages
from infra.cli.register.problems import quote_value, suggestion
from infra.cli.sms.account import texting_account
from infra.cli.sms.account_status import SmsAccountSetup
from infra.cli.stack_description import read_outputs, read_parameters, texting_settings
from watchdesk.alerting.channels.registry import CHANNELS
from watchdesk.alerting.ports.channels import Channel
from watchdesk.audit.dynamodb import DynamoAuditTrail
from watchdesk.aws.dynamodb.table import Table
from watchdesk.aws.secrets_manager import SecretsManagerCredentials
from watchdesk.bootstrap.alerting import text_channel
from watchdesk.core.account import Account, AccountId, Platform
from watchdesk.core.clock import Clock
from watchdesk.core.http_client import Urllib3Client
from watchdesk.core.system_clock import SystemClock
from watchdesk.inbox.dynamodb.blind_periods import DynamoBlindPeriodLog
from watchdesk.inbox.dynamodb.poll_schedule import DynamoCoverageReader, DynamoPollSchedule
from watchdesk.platforms.contract import Connections, Prober
from watchdesk.platforms.dynamodb.sessions import DynamoSessionStore
from watchdesk.platforms.probers_by_platform import probers_of_every_platform
from watchdesk.register.domain.person import Person
from watchdesk.register.dynamodb.phone_numbers import DynamoPhoneNumbers
from watchdesk.register.dynamodb.register import DynamoRegister

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_secretsmanager import SecretsManagerClient

_CONFIG = Config(connect_timeout=5, read_timeout=20, retries={"mode": "standard", "max_attempts": 4})


@dataclass
class Stack:
    """One stack. AWS is asked only when something is needed. AWS_ENDPOINT_URL is used, as by boto3."""

    name: str
    region: str | None = None
    profile: str | None = None
    clock: Clock = field(default_factory=SystemClock)
    pause: Callable[[float], None] = time.sleep

    @cached_property
    def _session(self) -> boto3.Session:
        return boto3.Session(profile_name=self.profile, region_name=self.region)

    def client(self, service: str) -> Any:  # noqa: ANN401  boto3 makes its clients at run time
        return self._session.client(cast("Any", service), config=_CONFIG)

    @cached_property
    def dynamodb(self) -> "DynamoDBClient":
        return self._session.client("dynamodb", config=_CONFIG)

    @cached_property
    def secrets(self) -> "SecretsManagerClient":
        return self._session.client("secretsmanager", config=_CONFIG)

    @cached_property
    def _outputs(self) -> Mapping[str, str]:
        return read_outputs(self._session.client("cloudformation", config=_CONFIG), self.name)

    @cached_property
    def _parameters(self) -> Mapping[str, str]:
        return read_parameters(self._session.client("cloudformation", config=_CONFIG), self.name)

    def output(self, name: str) -> str:
        """Return an output of the stack. Raises RefusedError if there is no such output."""
        value = self._outputs.get(name)
        if value is None:
            raise RefusedError(f"stack {self.name} has no output {name}: is it a watchdesk stack?", CLOUD)
        return value

    @cached_property
    def text_channel(self) -> Channel:
        """Return the channel of this stack's texts, with the operator's own rights.

        Raises RefusedError if the stack texts nobody.
        """
        settings = texting_settings(self._parameters, self._outputs)
        if not CHANNELS[settings.sms_provider].facts.reaches_people:
            raise RefusedError(f"stack {self.name} texts nobody: deploy it with another SmsProvider than none")
        return text_channel(settings, self._session.client)

    @property
    def texting(self) -> SmsAccountSetup:
        """Return the account at the provider of this stack's texts."""
        return texting_account(self._outputs, self.client)

    def table(self, output: str) -> Table:
        return Table(self.dynamodb, self.output(output))

    @property
    def register(self) -> DynamoRegister:
        return DynamoRegister(self.table("RegisterTableName"), self.clock)

    @property
    def numbers(self) -> DynamoPhoneNumbers:
        return DynamoPhoneNumbers(self.table("RegisterTableName"))

    @property
    def number_check(self) -> NumberVerifier:
        force = self.register.force().short_name
        return number_verifier(self.table("RegisterTableName"), self.text_channel, self.clock, force)

    @property
    def poll_schedule(self) -> DynamoPollSchedule:
        return DynamoPollSchedule(self.table("WatchTableName"))

    @property
    def coverage(self) -> DynamoCoverageReader:
        return DynamoCoverageReader(self.table("WatchTableName"))

    @property
    def blind_periods(self) -> DynamoBlindPeriodLog:
        return DynamoBlindPeriodLog(self.table("WatchTableName"))

    @property
    def open_messages(self) -> DynamoOpenMessages:
        return DynamoOpenMessages(self.dynamodb, self.output("MessagesTableName"))

    @property
    def deployed(self) -> DeployedRegister:
        return DeployedRegister(
            register=self.register, poll_schedule=self.poll_schedule, coverage=self.coverage, clock=self.clock
        )

    @property
    def probers(self) -> Mapping[Platform, Prober]:
        connections = Connections(
            http=Urllib3Client(),
            sessions=DynamoSessionStore(self.table("SessionsTableName")),
            credentials=SecretsManagerCredentials(self.secrets),
            clock=self.clock,
        )
        return probers_of_every_platform(connections)

    @property
    def audit_trail(self) -> DynamoAuditTrail:
        return DynamoAuditTrail(self.table("AuditTableName"), self.register)

    def post_api(self, url: str | None, token: str) -> PostApi:
        """Return the API at `url` or at the stack's own address. Raises RefusedError for an unsafe address."""
        address = base_url(url or self.output("ApiUrl"))
        return PostApi(url=address, token=token, http=Urllib3Client(), pause=self.pause)

    def desk_api(self, url: str | None, token: str) -> DeskApiClient:
        """Return the API of the desk in the same way."""
        address = base_url(url or self.output("ApiUrl"))
        return DeskApiClient(url=address, token=token, http=Urllib3Client(), pause=self.pause)

    def account(self, identity: str) -> Account:
        """Return a deployed account. Raises RefusedError, with a suggestion, if there is no such account."""
        register = self.register
        found = register.account(AccountId(identity))
        if found is not None:
            return found
        accounts = [account.id for account in register.accounts()]
        raise RefusedError(
            f"stack {self.name} has no account {quote_value(identity)}: {suggestion(identity, accounts)}"
        )

    def person(self, identity: str) -> Person:
        """Return a deployed person. Raises RefusedError, with a suggestion, if there is no such person."""
        people = {str(person.id): person for person in self.register.people()}
        if identity not in people:
            raise RefusedError(
                f"stack {self.name} has no person {quote_value(identity)}: {suggestion(identity, people)}"
            )
        return people[identity]
