"""boto3 clients for the local AWS and no other, whatever this shell is logged in to."""

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
    cloudformation: "CloudFormationClient"
    dynamodb: "DynamoDBClient"
    logs: "CloudWatchLogsClient"
    secrets: "SecretsManagerClient"
    sns: "SNSClient"
    users: "CognitoIdentityProviderClient"


def local_aws_clients(place: LocalAwsSettings) -> LocalAwsClients:
    session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION)  # noqa: S106  the emulator's root
    return LocalAwsClients(
        session.client("cloudformation", endpoint_url=place.endpoint),
        session.client("dynamodb", endpoint_url=place.endpoint),
        session.client("logs", endpoint_url=place.endpoint),
        session.client("secretsmanager", endpoint_url=place.endpoint),
        session.client("sns", endpoint_url=place.endpoint),
        session.client("cognito-idp", endpoint_url=place.endpoint),
    )
