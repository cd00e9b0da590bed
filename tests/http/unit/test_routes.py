"""A route is one decorated method that calls one use case, and docs/adding-a-route.md names what it touches."""

import ast
import importlib
import inspect
import re
import textwrap
from dataclasses import fields
from pathlib import Path

import pytest

from infra.api_description.openapi import ROUTES
from watchdesk.http.routing import Route, routes_of

MODULES = sorted(Path("shared/watchdesk").glob("*/http/*_routes.py"))
WALK = Path("docs/adding-a-route.md").read_text(encoding="utf-8")
ANSWERED_WITH = {"lift_freeze": {"list_all"}}
"""After a freeze is lifted, the others are listed."""
DECLARED = [(group, route) for group in ROUTES for route in routes_of(object.__new__(group))]


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def name_of(declared: tuple[type, Route]) -> str:
    return declared[1].call.__name__


def test_every_class_that_declares_routes_is_described():
    found = {
        member
        for path in MODULES
        for _, member in inspect.getmembers(module_of(path), inspect.isclass)
        if member.__module__ == dotted(path) and any(routes_of(object.__new__(member)))
    }
    assert found == set(ROUTES)


@pytest.mark.parametrize("group", ROUTES, ids=lambda group: group.__name__)
def test_every_field_of_a_routes_class_is_a_use_case_in_the_file_of_its_name(group):
    for field in fields(group):
        room = field.type.__module__.rpartition(".")
        assert room[2] == snake(field.type.__name__) or room[0].endswith(".http"), field.type


@pytest.mark.parametrize("declared", DECLARED, ids=name_of)
def test_a_route_calls_one_use_case(declared):
    group, route = declared
    tree = ast.parse(textwrap.dedent(inspect.getsource(route.call)))
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
    }
    assert used <= {field.name for field in fields(group)}
    assert len(used - ANSWERED_WITH.get(name_of(declared), set())) == 1


def test_the_walk_through_names_files_that_exist_and_quotes_the_route_as_it_is():
    named = re.findall(r"`((?:shared|tests|infra|docs)/[\w/.]+|template\.yaml)`", WALK)
    assert len(named) > 10
    assert [name for name in named if not Path(name).exists()] == []
    (quoted,) = re.findall(r"```python\n(.*?)```", WALK, re.DOTALL)
    source = Path("shared/watchdesk/desk/http/message_routes.py").read_text(encoding="utf-8")
    assert ast.dump(ast.parse(textwrap.dedent(quoted)).body[0]) in ast.dump(ast.parse(source))


def dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts[1:])


def module_of(path: Path) -> object:
    return importlib.import_module(dotted(path))
