"""The description of the API is what the routes are, and so is the template."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from infra.api_description.openapi import api_description, description_text
from tests.infra.template.stack import OPEN_ROUTES, expanded, of_type
from watchdesk.http.docs_page import DESCRIPTION, page, response

DESCRIBED = api_description()
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, operations in DESCRIBED["paths"].items()
    for method, operation in operations.items()
}
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}}


def test_the_one_copy_of_the_description_is_current_and_docs_point_to_it():
    assert DESCRIPTION.read_text(encoding="utf-8") == description_text(DESCRIBED), "say `make api`"
    assert Path("docs/openapi.json").is_symlink()
    assert Path("docs/openapi.json").resolve() == DESCRIPTION.resolve()


def test_the_page_is_rendered_from_that_copy():
    assert response()["body"] == page(DESCRIBED)


def test_the_template_deploys_every_route_and_no_other():
    deployed = {
        f"{method.upper()} {path}"
        for api in of_type("AWS::ApiGatewayV2::Api", expanded()).values()
        for path, operations in api["Properties"]["Body"]["paths"].items()
        for method in operations
    }
    assert deployed - OPEN_ROUTES == set(OPERATIONS)


def test_every_operation_needs_a_token():
    assert DESCRIBED["security"] == [{"token": []}]
    assert DESCRIBED["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert not [name for name, each in OPERATIONS.items() if "security" in each]


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_refusal_is_a_problem_document(name):
    responses = OPERATIONS[name]["responses"]
    assert {"401", "403", "422", "429", "500", "503"} <= set(responses)
    refusals = {status: each for status, each in responses.items() if status[0] == "4" or status == "503"}
    assert all(each["content"] == PROBLEM for each in refusals.values())


def test_nothing_that_is_sent_may_hold_a_field_that_is_not_known():
    schemas = DESCRIBED["components"]["schemas"]
    bodies = {name: each for name, each in schemas.items() if name.endswith("Body")}
    assert len(bodies) == 10
    assert all(each["additionalProperties"] is False for each in bodies.values())


def test_every_reference_leads_somewhere_and_every_schema_is_used():
    text = description_text(DESCRIBED)
    named = set(re.findall(r'"#/components/schemas/(\w+)"', text))
    assert named == set(DESCRIBED["components"]["schemas"])
    assert json.loads(text) == DESCRIBED


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags, self.ids, self.targets = set[str](), set[str](), set[str]()

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        self.ids |= {given["id"]} if "id" in given else set()
        self.targets |= {value for name, value in attrs if name in ("href", "src")}


def test_the_page_needs_nothing_else_and_its_links_lead_somewhere():
    links = Links()
    links.feed(page(DESCRIBED))
    assert not links.tags & {"script", "link", "img", "iframe"}
    assert links.targets == {f"#{each}" for each in links.ids if f"#{each}" in links.targets}
    assert {operation["operationId"] for operation in OPERATIONS.values()} <= links.ids
