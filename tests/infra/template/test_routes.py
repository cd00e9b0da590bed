"""Who may ask the API what, and what its log leaves out."""

from tests.infra.template.stack import OPEN_ROUTES, as_written, nested, of_type


def test_no_route_is_open_but_the_signed_links():
    routes = set()
    for api in of_type("AWS::ApiGatewayV2::Api").values():
        body = api["Properties"]["Body"]
        for path, operations in body["paths"].items():
            for method, operation in operations.items():
                if not operation.get("security") and method != "options":
                    routes.add(f"{method.upper()} {path}")
    assert routes == OPEN_ROUTES


def test_the_api_takes_only_tokens_of_the_named_issuer_made_for_it():
    (api,) = of_type("AWS::ApiGatewayV2::Api").values()
    (scheme,) = api["Properties"]["Body"]["components"]["securitySchemes"].values()
    authorizer = scheme["x-amazon-apigateway-authorizer"]
    assert authorizer["type"] == "jwt"
    assert authorizer["identitySource"] == "$request.header.Authorization"
    assert authorizer["jwtConfiguration"]["issuer"]["Fn::If"][::2] == ["OwnUsers", {"Ref": "OidcIssuer"}]
    (audience,) = authorizer["jwtConfiguration"]["audience"]
    assert audience["Fn::If"][::2] == ["OwnUsers", {"Ref": "OidcAudience"}]
    rules = as_written("template.yaml")["Rules"]
    assert "AnIssuerHasAnAudience" in rules


def test_nobody_signs_up_and_everybody_has_a_second_factor_but_on_this_machine():
    (pool,) = of_type("AWS::Cognito::UserPool", nested("identity")).values()
    properties = pool["Properties"]
    assert pool["DeletionPolicy"] == "Retain"
    assert properties["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert properties["MfaConfiguration"] == {"Fn::If": ["IsLocal", "OFF", "ON"]}
    (client,) = of_type("AWS::Cognito::UserPoolClient", nested("identity")).values()
    flows = client["Properties"]["ExplicitAuthFlows"]
    assert flows[1:] == [{"Fn::If": ["IsLocal", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"]}]


def test_the_access_log_never_holds_a_path_because_a_links_path_is_its_secret():
    stages = of_type("AWS::ApiGatewayV2::Stage").values()
    formats = [each["Properties"]["AccessLogSettings"]["Format"] for each in stages]
    assert formats
    assert not [each for each in formats if "$context.path" in each or "requestUri" in each]
