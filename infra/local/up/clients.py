"""boto3 clients for the local AWS and no other, whatever account the shell is logged in to."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3

from infra.local.aws.environment import REGION, LocalAwsSettings

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_logs import CloudWatchLogsClient
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sns import SNSClient


@dataclass(frozen=True, slots=True)
class LocalAwsClients:
    """One client for each service that the local run talks to itself."""

    cloudformation: "CloudFormationClient"
    dynamodb: "DynamoDBClient"
    logs: "CloudWatchLogsClient"
    secrets: "SecretsManagerClient"
    sns: "SNSClient"
    users: "CognitoIdentityProviderClient"


def local_aws_clients(aws: LocalAwsSettings) -> LocalAwsClients:
    """Return clients that talk to this local AWS as its root user."""
    session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)  # noqa: S106  the emulator's root
    return LocalAwsClients(
        session.client("cloudformation", endpoint_url=aws.endpoint),
        session.client("dynamodb", endpoint_url=aws.endpoint),
        session.client("logs", endpoint_url=aws.endpoint),
        session.client("secretsmanager", endpoint_url=aws.endpoint),
        session.client("sns", endpoint_url=aws.endpoint),
        session.client("cognito-idp", endpoint_url=aws.endpoint),
    )
