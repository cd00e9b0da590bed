"""Modules and classes are named with the words of docs/glossary.md."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in Path("docs/glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| word")
]
RETIRED = {word: row[0] for row in ROWS for word in row[2].split(", ") if word}
CODE = [path for folder in ("shared/watchdesk", "functions", "infra") for path in Path(folder).rglob("*.py")]


def words_of(name: str) -> list[str]:
    """Return the words of a snake_case or CamelCase name in lower case, without a plural s."""
    return [word.lower().rstrip("s") for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)]


def names_in(path: Path) -> Iterator[str]:
    """Yield the name of the module and of each class in it."""
    yield path.stem if path.stem != "__init__" else path.parent.name
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            yield node.name


def test_the_glossary_explains_each_word_once_and_in_a_sentence():
    words = [row[0] for row in ROWS]
    assert len(words) == len(set(words))
    assert len(words) >= 40
    assert [row for row in ROWS if not row[1].endswith(".")] == []


@pytest.mark.parametrize("retired", sorted(RETIRED))
def test_no_module_and_no_class_uses_a_retired_word(retired):
    found = [f"{path}: {name}" for path in CODE for name in names_in(path) if retired in words_of(name)]
    assert found == [], f"say {RETIRED[retired]!r}"


def test_no_two_classes_of_the_package_share_a_name():
    """The folders of the platforms may: each holds the same parts."""
    found: dict[str, list[str]] = {}
    for path in Path("shared/watchdesk").rglob("*.py"):
        if "platforms" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    found.setdefault(node.name, []).append(str(path))
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}
