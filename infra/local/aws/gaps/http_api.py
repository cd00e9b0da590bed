"""Gap: an HTTP API that is described by an OpenAPI body gets no routes, so every call returns 404.

SAM turns AWS::Serverless::HttpApi into such a body. The emulator serves only the routes, integrations and
authorizers in its own records, so the body is read into these. The address of the API changes too: the emulator
uses a host name under `localhost`, which some browsers do not resolve, so it becomes a path on 127.0.0.1.
"""

from typing import Any

from ministack.core.responses import new_uuid
from ministack.services import apigateway
from ministack.services.cloudformation import provisioners

from infra.local.aws.current_settings import current_settings
from infra.local.aws.gaps.authorizers import Authorizers
from infra.local.aws.gaps.provisioning import HANDLERS, Properties, ProvisionedResource, after_provisioning

TYPE = "AWS::ApiGatewayV2::Api"
METHODS = {
    **{method: method.upper() for method in ("get", "post", "put", "patch", "delete", "head", "options")},
    "x-amazon-apigateway-any-method": "ANY",
}


def fill() -> None:
    """Read the body of every API into the records of the emulator, and give each API its address."""
    after_provisioning(TYPE, _read_body)
    for verb in ("create", "update"):
        HANDLERS[TYPE][verb] = _addressed(HANDLERS[TYPE][verb])


def address(api_id: str) -> str:
    """Return the URL of an API, which works in every browser. The path of a route is appended to it."""
    return f"{current_settings().endpoint}/_aws/execute-api/{api_id}"


def _addressed(provision: Any) -> Any:  # noqa: ANN401  the emulator's own signature
    def provision_and_address(*arguments: Any, **named: Any) -> ProvisionedResource:  # noqa: ANN401
        api_id, attributes = provision(*arguments, **named)
        apigateway._apis[api_id]["apiEndpoint"] = address(api_id)
        return api_id, attributes | {"ApiEndpoint": address(api_id)}

    return provision_and_address


def _read_body(api_id: str, properties: Properties) -> None:
    body = properties.get("Body")
    if not isinstance(body, dict):
        return
    apigateway._integrations[api_id] = {}
    apigateway._routes[api_id] = {}
    _allow_origins(api_id, body.get("x-amazon-apigateway-cors"))
    authorizers = Authorizers(api_id, body)
    for path, operations in body.get("paths", {}).items():
        for method, operation in operations.items():
            if method in METHODS:
                key = "$default" if path == "/$default" else f"{METHODS[method]} {path}"
                _route(api_id, key, operation, authorizers)


def _allow_origins(api_id: str, cors: Properties | None) -> None:
    if cors:
        lowered = {name[0].lower() + name[1:]: value for name, value in cors.items()}
        apigateway._apis[api_id]["corsConfiguration"] = lowered


def _route(api_id: str, key: str, operation: Properties, authorizers: Authorizers) -> None:
    given = operation.get("x-amazon-apigateway-integration", {})
    integration = provisioners._apigw_v2_integration_props(
        {
            "IntegrationType": given.get("type", "aws_proxy").upper(),
            "IntegrationUri": given.get("uri", ""),
            "IntegrationMethod": given.get("httpMethod", "POST"),
            "PayloadFormatVersion": str(given.get("payloadFormatVersion", "2.0")),
        }
    )
    integration_id, route_id = new_uuid()[:8], new_uuid()[:8]
    apigateway._integrations[api_id][integration_id] = {"integrationId": integration_id, **integration}
    route = provisioners._apigw_v2_route_props(
        {"RouteKey": key, "Target": f"integrations/{integration_id}", **authorizers.of(operation)}
    )
    apigateway._routes[api_id][route_id] = {"routeId": route_id, **route}
