"""Add work to the emulator's CloudFormation provisioners."""

from collections.abc import Callable
from typing import Any

from ministack.services.cloudformation import provisioners

Properties = dict[str, Any]
ProvisionedResource = tuple[str, dict[str, Any]]
"""The physical id, and the attributes that `Fn::GetAtt` reads."""

HANDLERS: dict[str, dict[str, Any]] = provisioners._RESOURCE_HANDLERS


def after_provisioning(resource_type: str, fill: Callable[[str, Properties], None]) -> None:
    """Call `fill` with the physical id and the properties after each creation and update of this resource type."""
    handler = HANDLERS[resource_type]
    for verb, properties_index in (("create", 1), ("update", 2)):
        handler[verb] = _followed_by(handler[verb], fill, properties_index)


def _followed_by(
    provision: Callable[..., ProvisionedResource], fill: Callable[[str, Properties], None], properties_index: int
) -> Callable[..., ProvisionedResource]:
    def provision_and_fill(*arguments: Any, **named: Any) -> ProvisionedResource:  # noqa: ANN401  the emulator's own
        physical_id, attributes = provision(*arguments, **named)
        fill(physical_id, arguments[properties_index])
        return physical_id, attributes

    return provision_and_fill


def is_true(value: object) -> bool:
    """Return whether the value is true. CloudFormation passes booleans as booleans or as words."""
    return str(value).lower() == "true"
