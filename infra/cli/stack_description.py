"""Reads the outputs and parameters of a deployed stack from CloudFormation."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from infra.cli.exits import CLOUD, RefusedError
from watchdesk.bootstrap.settings.alerting import TextingSettings

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cloudformation.type_defs import StackTypeDef


def read_outputs(client: "CloudFormationClient", name: str) -> Mapping[str, str]:
    """Return the outputs of a stack. Raises RefusedError if there is no such stack."""
    outputs = _described(client, name).get("Outputs", [])
    return {output["OutputKey"]: output["OutputValue"] for output in outputs}


def read_parameters(client: "CloudFormationClient", name: str) -> Mapping[str, str]:
    """Return the parameters of a stack. Raises RefusedError if there is no such stack."""
    parameters = _described(client, name).get("Parameters", [])
    return {each["ParameterKey"]: each["ParameterValue"] for each in parameters}


def texting_settings(parameters: Mapping[str, str], outputs: Mapping[str, str]) -> TextingSettings:
    """Return what the functions of such a stack send texts by.

    An output of a parameter's name wins: it is what the stack made of the parameter.
    """
    described = {**parameters, **outputs}
    given = {name: described.get(_camel_case(name)) for name in TextingSettings.setting_names()}
    return TextingSettings.model_validate({name: value for name, value in given.items() if value is not None})


def _camel_case(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def _described(client: "CloudFormationClient", name: str) -> "StackTypeDef":
    try:
        (stack,) = client.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":
            raise
        raise RefusedError(
            f"there is no stack {name} in {client.meta.region_name}: say --stack, --stage, --region or --profile",
            CLOUD,
        ) from None
    return stack
