"""Gap: the transforms in the template of a nested stack are not applied.

The emulator parses a nested template and provisions it unchanged. So its AWS::Serverless types fail.
"""

from typing import Any

from ministack.services.cloudformation import engine

from infra.local.aws.gaps.provisioning import HANDLERS, ProvisionedResource

TYPE = "AWS::CloudFormation::Stack"
_parse = engine._parse_template


def fill() -> None:
    """Apply transforms while a nested stack is created or updated."""
    # The nested deployment takes its parser from the engine at every call, and the capability check reads its
    # result. A wait condition uses the parser too, and must still get the plain template.
    for verb in ("create", "update"):
        HANDLERS[TYPE][verb] = _expanding(HANDLERS[TYPE][verb])


def _expanding(provision: Any) -> Any:  # noqa: ANN401  the emulator's own signature
    def provision_expanded(*arguments: Any, **named: Any) -> ProvisionedResource:  # noqa: ANN401
        engine._parse_template = _parse_and_expand
        try:
            result: ProvisionedResource = provision(*arguments, **named)
        finally:
            engine._parse_template = _parse
        return result

    return provision_expanded


def _parse_and_expand(body: str) -> dict[str, Any]:
    template: dict[str, Any] = engine._apply_transforms(_parse(body))
    return template
