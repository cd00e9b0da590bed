"""Gap: `Ref` of a secret returns its name, and a generated secret contains excluded characters.

On AWS `Ref` returns the ARN, which policies and the environment of functions need. Here too the ARN becomes the
physical id. The emulator's own update and delete still get the name, by which they find the secret.
"""

import json
from typing import Any

from ministack.services import secretsmanager
from ministack.services.cloudformation import provisioners

from infra.local.aws.gaps.provisioning import HANDLERS, Properties, ProvisionedResource

TYPE = "AWS::SecretsManager::Secret"


def fill() -> None:
    """Replace the provisioner of secrets and the way a secret gets its value."""
    handler = HANDLERS[TYPE]
    create, update, delete = handler["create"], handler["update"], handler["delete"]

    def created(*arguments: Any, **named: Any) -> ProvisionedResource:  # noqa: ANN401  the emulator's own signature
        _, attributes = create(*arguments, **named)
        return attributes["Arn"], attributes

    def updated(physical_id: str, *arguments: Any, **named: Any) -> ProvisionedResource:  # noqa: ANN401
        _, attributes = update(_name(physical_id), *arguments, **named)
        return attributes["Arn"], attributes

    def deleted(physical_id: str, properties: Properties) -> None:
        delete(_name(physical_id), properties)

    handler.update({"create": created, "update": updated, "delete": deleted})
    provisioners._sm_secret_string = _value


def _name(physical_id: str) -> str:
    name, _ = secretsmanager._resolve(physical_id)
    return str(name or physical_id)


def _value(properties: Properties) -> str:
    """Return the declared value, or one that the service's own GetRandomPassword generates."""
    wanted = properties.get("GenerateSecretString")
    if properties.get("SecretString") or not wanted:
        return str(properties.get("SecretString", ""))
    _, _, answer = secretsmanager._get_random_password(dict(wanted))
    password = json.loads(answer)["RandomPassword"]
    if "SecretStringTemplate" not in wanted:
        return str(password)
    return json.dumps(json.loads(wanted["SecretStringTemplate"]) | {wanted["GenerateStringKey"]: password})
