"""The form of the register as a JSON Schema, with which editors complete and check it."""

import json
from pathlib import Path
from typing import Any

from infra.cli.register.model.register import PeopleFile, RegisterFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REGISTER_SCHEMA = Path("docs/register.schema.json")
PEOPLE_SCHEMA = Path("docs/people.schema.json")


def register_schema() -> dict[str, Any]:
    return {"$schema": DIALECT, **RegisterFile.model_json_schema()}


def people_schema() -> dict[str, Any]:
    return {"$schema": DIALECT, **PeopleFile.model_json_schema()}


def as_text(schema: dict[str, Any]) -> str:
    """Return the schema as it is committed: indented by two spaces, in the order of the model."""
    return json.dumps(schema, indent=2) + "\n"
