"""Gap: a nested stack whose template carries a transform is deployed without applying it.

The emulator parses a nested template and provisions it as it stands, so AWS::Serverless types in it fail as
unsupported.
"""

from typing import Any

from ministack.services.cloudformation import engine

from infra.local.aws.gaps.provisioning import HANDLERS, ProvisionedResource

TYPE = "AWS::CloudFormation::Stack"
_parse = engine._parse_template


def fill() -> None:
    # The nested deployment fetches its parser from the engine at every call; the capability check reads its
    # result. A wait condition parses too, and must go on seeing the plain template.
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
