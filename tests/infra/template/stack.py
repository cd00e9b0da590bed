"""What a stack holds, as SAM expands the template and not as we wrote it.

General linters pass an open route, a `*FullAccess` policy and a token in an environment variable; the tests beside
this module do not.
"""

import json
from functools import cache
from typing import Any

import boto3
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from tests.cloudformation import load_template

OPEN_ROUTES = {"GET /a/{token}", "POST /a/{token}", "GET /docs"}
"""A link's token is its authorisation: signed, expiring, bound to one person (docs/adr/0007). The description of
the API holds nothing of any force, and its readers have no token yet."""


def as_written(path: str) -> dict[str, Any]:
    """A template as it stands in its file."""
    return json.loads(json.dumps(load_template(path), default=str))


@cache
def expanded() -> dict[str, Any]:
    template = as_written("template.yaml")
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://bucket/key"
    translator = Translator({}, Parser(), boto_session=boto3.Session(region_name="eu-west-2"))
    return translator.translate(template, {"Stage": "prod"}, {})["Resources"]


def of_type(kind: str, resources: dict[str, Any] | None = None) -> dict[str, Any]:
    found = resources if resources is not None else expanded()
    return {name: each for name, each in found.items() if each["Type"] == kind}


def functions() -> dict[str, Any]:
    return {name: each["Properties"] for name, each in of_type("AWS::Lambda::Function").items()}


def nested(stack: str) -> dict[str, Any]:
    return as_written(f"infra/stacks/{stack}.yaml")["Resources"]


def roles() -> dict[str, Any]:
    """Return the roles of the functions, and those by which AWS services report on texts."""
    found = of_type("AWS::IAM::Role") | of_type("AWS::IAM::Role", nested("texting"))
    return {name: each["Properties"] for name, each in found.items()}


def statements(role: dict[str, Any]) -> list[dict[str, Any]]:
    """Also those that only some parameters bring in: a role must be sound whatever the stack is told."""
    return [
        statement
        for policy in role.get("Policies", [])
        for written in policy["PolicyDocument"]["Statement"]
        for statement in branches(written)
    ]


def branches(written: Any) -> list[Any]:
    """What an `!If` may come to; anything else as it is."""
    if not isinstance(written, dict):
        return [written]
    if "Fn::If" in written:
        return [branch for either in written["Fn::If"][1:] for branch in branches(either)]
    return [] if written == {"Ref": "AWS::NoValue"} else [written]


def conditions(role: str) -> dict[str, str]:
    """Which condition brings in which statement of a role, by its Sid."""
    return {
        written["Fn::If"][1]["Sid"]: written["Fn::If"][0]
        for policy in roles()[role]["Policies"]
        for written in policy["PolicyDocument"]["Statement"]
        if "Fn::If" in written
    }


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
