"""Outside its own folder nothing names a platform: use cases, commands, schemas and start-ups ask the facts."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from watchdesk.platforms.registry import FACTS

SHARED, INFRA = Path("shared/watchdesk"), Path("infra")
OWN_FOLDERS = {name.value for name in FACTS}
REGISTRIES = {SHARED / "platforms/registry.py", INFRA / "local/simulators/registry.py", SHARED / "core/account.py"}
"""The two lines of a platform, and the word that the tables and the API keep for it."""
PLACES = (SHARED, INFRA, Path("functions"))
WORDS = {name for name in OWN_FOLDERS if len(name) > 1}
"""As part of a text, a single letter is no name."""


def modules() -> list[Path]:
    found = (path for place in PLACES for path in place.rglob("*.py"))
    return sorted(path for path in found if not OWN_FOLDERS & set(path.parts) and path not in REGISTRIES)


def named(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="Platform"), attr=member) if member.isupper():
                yield f"Platform.{member}"
            case ast.Constant(value=str(text)) if WORDS & set(_words(text)) or text in OWN_FOLDERS - {"x"}:
                yield text
            case ast.ImportFrom(module=str(module)) if OWN_FOLDERS & set(module.split(".")):
                yield module


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.lower()).split()


@pytest.mark.parametrize("path", modules(), ids=str)
def test_it_names_no_platform(path):
    assert list(named(path)) == []


def test_no_platform_imports_another():
    for name in OWN_FOLDERS:
        for path in (SHARED / "platforms" / name).glob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
            others = {f"watchdesk.platforms.{other}" for other in OWN_FOLDERS - {name}}
            assert not [module for module in imported if any(module.startswith(f"{other}.") for other in others)]
