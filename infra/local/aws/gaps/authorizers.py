"""Gap: the emulator ignores the authorizers of an OpenAPI body. This module is a part of http_api."""

from ministack.core.responses import new_uuid
from ministack.services import apigateway

from infra.local.aws.gaps.provisioning import Properties

BUILT_IN: dict[str, Properties] = {name: {"AuthorizationType": name} for name in ("NONE", "AWS_IAM")}
"""The authorization types that a body need not declare. SAM writes NONE where a route overrides the default."""


class Authorizers:
    """Registers the authorizers of `body` with the emulator, and returns the one that each operation requires."""

    def __init__(self, api_id: str, body: Properties) -> None:
        self._default: list[Properties] = body.get("security", [])
        self._known: dict[str, Properties] = dict(BUILT_IN)
        apigateway._authorizers[api_id] = {}
        for name, scheme in body.get("components", {}).get("securitySchemes", {}).items():
            given = scheme.get("x-amazon-apigateway-authorizer")
            if given and given.get("type") in ("jwt", "request"):
                self._known[name] = _register(api_id, name, given)

    def of(self, operation: Properties) -> Properties:
        """Return the authorization properties of a route. Raises KeyError for a scheme that the body lacks."""
        requirements = operation.get("security", self._default)
        required = [scheme for requirement in requirements for scheme in requirement.items()]
        if not required:
            return BUILT_IN["NONE"]
        name, scopes = required[0]
        return self._known[name] | {"AuthorizationScopes": scopes}


def _register(api_id: str, name: str, given: Properties) -> dict[str, str]:
    authorizer_id = new_uuid()[:8]
    jwt = given.get("jwtConfiguration", {})
    source = given.get("identitySource", "$request.header.Authorization")
    is_jwt = given["type"] == "jwt"
    apigateway._authorizers[api_id][authorizer_id] = {
        "authorizerId": authorizer_id,
        "name": name,
        "authorizerType": "JWT" if is_jwt else "REQUEST",
        "identitySource": [part.strip() for part in source.split(",")] if isinstance(source, str) else source,
        "jwtConfiguration": {"issuer": jwt.get("issuer", ""), "audience": jwt.get("audience", [])},
        "authorizerUri": given.get("authorizerUri", ""),
        "authorizerPayloadFormatVersion": str(given.get("authorizerPayloadFormatVersion", "2.0")),
        "authorizerResultTtlInSeconds": int(given.get("authorizerResultTtlInSeconds", 300)),
        "enableSimpleResponses": bool(given.get("enableSimpleResponses", False)),
        "authorizerCredentialsArn": "",
    }
    return {"AuthorizationType": "JWT" if is_jwt else "CUSTOM", "AuthorizerId": authorizer_id}
