"""`watchdesk platforms` and the pages made from the facts say what the facts say."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from infra.cli.cli import cli
from infra.cli.platforms.document import PLATFORMS_PAGE, platforms_page
from infra.cli.platforms.words import CAPABILITIES
from infra.cli.register.schema import PEOPLE_SCHEMA, REGISTER_SCHEMA, as_text, people_schema, register_schema
from watchdesk.core.platform_facts import Capability
from watchdesk.platforms.registry import FACTS


def test_what_is_made_from_code_is_current():
    told = "say `make docs`"
    assert PLATFORMS_PAGE.read_text(encoding="utf-8") == platforms_page(), told
    assert REGISTER_SCHEMA.read_text(encoding="utf-8") == as_text(register_schema()), told
    assert PEOPLE_SCHEMA.read_text(encoding="utf-8") == as_text(people_schema()), told


def test_every_capability_has_its_words():
    assert list(CAPABILITIES) == [capability.value for capability in Capability]


def test_programs_get_every_fact_as_json():
    result = CliRunner(mix_stderr=False).invoke(cli, ["platforms", "--json"])
    described = json.loads(result.stdout)
    assert list(described) == [name.value for name in FACTS]
    for name, facts in FACTS.items():
        assert set(described[name]["can"]) == facts.can
        assert set(described[name]["surfaces"]) == facts.surfaces
        assert described[name]["text"]["most"] == facts.text.most
        assert [part["name"] for part in described[name]["credential"]] == [each.name for each in facts.credential]


def test_people_get_a_table_of_all_platforms():
    shown = CliRunner(mix_stderr=False).invoke(cli, ["platforms"])
    assert shown.exit_code == 0
    assert all(facts.title in shown.stdout for facts in FACTS.values())


@pytest.fixture
def example():
    return yaml.safe_load(Path("examples/north-yorkshire.yaml").read_text(encoding="utf-8"))


def test_the_schema_takes_the_example(example):
    jsonschema.Draft202012Validator(register_schema()).validate(example)


@pytest.mark.parametrize(
    "wrong",
    [
        {"platform": "facebook"},
        {"handle": "@selby"},
        {"surfaces": ["review"]},
        {"options": {"conversations": True}},
    ],
    ids=str,
)
def test_the_schema_refuses_what_the_platform_has_not(example, wrong):
    example["accounts"]["selby-bluesky"] |= wrong
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(register_schema()).validate(example)
