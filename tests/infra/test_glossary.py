"""Modules and classes are named with the words of docs/glossary.md."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in Path("docs/glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| word")
]
RETIRED = {word: row[0] for row in ROWS for word in row[2].split(", ") if word}
FOLDERS = ("shared/watchdesk", "functions", "infra")


def words_of(name: str) -> list[str]:
    """Return the words of a snake_case or CamelCase name in lower case, without a plural s."""
    return [word.lower().rstrip("s") for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)]


def classes_in(path: Path) -> Iterator[str]:
    """Yield the name of each class of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            yield node.name


@cache
def names_in_code() -> list[tuple[Path, str]]:
    """Return the name of each module and each class, with the file that it is in."""
    paths = [path for folder in FOLDERS for path in Path(folder).rglob("*.py")]
    modules = [(path, path.parent.name if path.stem == "__init__" else path.stem) for path in paths]
    return modules + [(path, name) for path in paths for name in classes_in(path)]


def test_the_glossary_explains_each_word_once_and_in_a_sentence():
    words = [row[0] for row in ROWS]
    assert len(words) == len(set(words))
    assert len(words) >= 40
    assert [row for row in ROWS if not row[1].endswith(".")] == []


@pytest.mark.parametrize("retired", sorted(RETIRED))
def test_no_module_and_no_class_uses_a_retired_word(retired):
    found = [f"{path}: {name}" for path, name in names_in_code() if retired in words_of(name)]
    assert found == [], f"say {RETIRED[retired]!r}"


def test_no_two_classes_of_the_package_share_a_name():
    """The folders of the platforms may: each holds the same parts."""
    found: dict[str, list[str]] = {}
    for path in Path("shared/watchdesk").rglob("*.py"):
        if "platforms" not in path.parts:
            for name in classes_in(path):
                if not name.startswith("_"):
                    found.setdefault(name, []).append(str(path))
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}
