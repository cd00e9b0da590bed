"""Gap: the emulator rejects some resource types, and so the whole template, though they do nothing locally.

Here they are accepted and recorded, and do nothing. Their properties are checked by cfn-lint and on AWS.
"""

from infra.local.aws.gaps.provisioning import HANDLERS, Properties, ProvisionedResource

NO_OP_TYPES = (
    "AWS::CloudWatch::CompositeAlarm",
    "AWS::CodeDeploy::Application",
    "AWS::CodeDeploy::DeploymentConfig",
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::SecretsManager::RotationSchedule",
)


def fill() -> None:
    """Register handlers that only record these resource types."""
    for resource_type in NO_OP_TYPES:
        HANDLERS.setdefault(resource_type, {"create": _record, "update": _keep, "delete": _forget})


def _record(logical_id: str, _properties: Properties, stack: str) -> ProvisionedResource:
    return f"{stack}-{logical_id}", {"Arn": f"arn:aws:inert:::{stack}/{logical_id}"}


def _keep(physical_id: str, _old: Properties, _new: Properties, _stack: str) -> ProvisionedResource:
    return physical_id, {}


def _forget(_physical_id: str, _properties: Properties) -> None:
    """Do nothing, because nothing was created."""
