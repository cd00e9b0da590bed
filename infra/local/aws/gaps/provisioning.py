"""How a gap is filled behind one of the emulator's CloudFormation provisioners."""

from collections.abc import Callable
from typing import Any

from ministack.services.cloudformation import provisioners

Properties = dict[str, Any]
ProvisionedResource = tuple[str, dict[str, Any]]
"""The physical id and the attributes `Fn::GetAtt` reads."""

HANDLERS: dict[str, dict[str, Any]] = provisioners._RESOURCE_HANDLERS


def after_provisioning(resource_type: str, fill: Callable[[str, Properties], None]) -> None:
    """Call `fill(physical id, properties)` after a resource of this type was created or updated."""
    handler = HANDLERS[resource_type]
    for verb, place_of_properties in (("create", 1), ("update", 2)):
        handler[verb] = _followed(handler[verb], fill, place_of_properties)


def _followed(
    provision: Callable[..., ProvisionedResource], fill: Callable[[str, Properties], None], place: int
) -> Callable[..., ProvisionedResource]:
    def provision_and_fill(*arguments: Any, **named: Any) -> ProvisionedResource:  # noqa: ANN401  the emulator's own
        physical_id, attributes = provision(*arguments, **named)
        fill(physical_id, arguments[place])
        return physical_id, attributes

    return provision_and_fill


def is_true(value: object) -> bool:
    """CloudFormation passes booleans as booleans or as words."""
    return str(value).lower() == "true"
