"""Tables on a simulated AWS, with the schema that infra/stacks/storage.yaml deploys."""

from functools import cache
from itertools import count
from typing import Any

from tests.cloudformation import load_template

SCHEMA = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")
_numbers = count(1)


@cache
def _tables() -> dict[str, dict[str, Any]]:
    resources = load_template("infra/stacks/storage.yaml")["Resources"]
    return {
        logical_id: {part: each["Properties"][part] for part in SCHEMA if part in each["Properties"]}
        for logical_id, each in resources.items()
        if each["Type"] == "AWS::DynamoDB::Table"
    }


def create_table(client: Any, logical_id: str) -> str:
    """Create a new one of a kind, say "MessagesTable", and return its name."""
    name = f"{logical_id}-{next(_numbers)}"
    client.create_table(TableName=name, **_tables()[logical_id])
    return name
