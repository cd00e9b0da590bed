"""Reads the part of YAML that a register needs, and remembers the line of every value.

It accepts plain mappings, lists and text. It refuses anchors, aliases and tags, by which a small file can expand
to gigabytes, and duplicate keys. All values are text, so that `no` stays a word and +447... a phone number.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from infra.cli.register.problems import RegisterProblem, Where, dotted, quoted_key

MAX_BYTES = 1024 * 1024
"""The largest file that is read. A register of a thousand accounts is a third of this."""
MAX_DEPTH = 20
_INDENTING_TAB = re.compile(r"^ *\t", re.MULTILINE)
_CONSTANTS: Mapping[str, bool | None] = {"true": True, "false": False, "": None, "~": None, "null": None}


@dataclass(slots=True)
class Document:
    """The content of a file. `problems` tells what could not be read, and `data` holds the rest."""

    file: Path
    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Where, int] = field(default_factory=dict)
    problems: list[RegisterProblem] = field(default_factory=list)
    is_read: bool = False
    """False if nothing of its content is known. Then no key may be reported as missing."""

    def line_of(self, where: Where) -> int:
        """Return the line of a value, or of the nearest value that contains it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def problem(self, where: Where, what: str) -> RegisterProblem:
        return RegisterProblem(self.file, self.line_of(where), dotted(where), what)


class _UnreadableError(Exception):
    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(what)
        self.line = line


def read_document(file: Path) -> Document:
    """Read the file's content with its lines. It raises no error, because `problems` holds what is wrong."""
    document = Document(file)
    try:
        top = _Builder(document, _events(_text(file))).build()
    except _UnreadableError as error:
        document.problems.append(RegisterProblem(file, error.line, "", str(error)))
        return document
    if isinstance(top, dict):
        document.data = top
        document.is_read = True
    else:
        document.problems.append(
            RegisterProblem(file, 1, "", "holds no mapping: begin with `force:`, `accounts:` and so on")
        )
    return document


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise _UnreadableError(f"is larger than {MAX_BYTES // 1024} KiB, which no register is")
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _UnreadableError("is not UTF-8 text: save it as UTF-8") from error
    except OSError as error:
        raise _UnreadableError(f"cannot be read: {error.strerror}") from error
    if tab := _INDENTING_TAB.search(text):
        raise _UnreadableError("a tab: YAML is indented with spaces only", text[: tab.end()].count("\n") + 1)
    return text


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=yaml.SafeLoader)
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise _UnreadableError("holds a control character: delete it", line) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _UnreadableError(_syntax(error.problem or "it cannot be understood"), line) from error


def _syntax(problem: str) -> str:
    if r"'\t'" in problem:
        return "a tab: YAML is indented with spaces only"
    if "mapping values are not allowed here" in problem:
        return "a colon too many: put text that holds `: ` in quotes, and check the indentation"
    return f"is not YAML here: {problem}"


class _Builder:
    """Turns the YAML events of one document into plain data with lines, and refuses what no register needs."""

    def __init__(self, document: Document, events: Iterator[yaml.Event]) -> None:
        self._document = document
        self._events = events

    def build(self) -> object:
        value: object = None
        started = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                started += 1
                if started > 1:
                    raise _UnreadableError("holds a second document: delete the line `---`", _line(event))
            elif isinstance(event, yaml.NodeEvent):
                value = self._value(event, ())
        return value

    def _value(self, event: yaml.Event, where: Where) -> object:
        _refuse_cleverness(event, len(where))
        self._document.lines.setdefault(where, _line(event))
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(where)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(where)
        if isinstance(event, yaml.ScalarEvent):
            return _CONSTANTS.get(event.value, event.value) if event.implicit[0] else event.value
        raise _UnreadableError("is not YAML here", _line(event))

    def _mapping(self, where: Where) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            _refuse_cleverness(event, len(where))
            if not isinstance(event, yaml.ScalarEvent):
                raise _UnreadableError("a key must be a single word", _line(event))
            self._entry(event, found, where)
        return found

    def _entry(self, key: yaml.ScalarEvent, found: dict[str, object], where: Where) -> None:
        place = (*where, key.value)
        if key.value not in found:
            self._document.lines[place] = _line(key)
            found[key.value] = self._value(next(self._events), place)
            return
        what = f"the key {quoted_key(key.value)} stands here again, first on line {self._document.lines[place]}"
        self._document.problems.append(RegisterProblem(self._document.file, _line(key), dotted(where), what))
        aside = Document(self._document.file)
        _Builder(aside, self._events)._value(next(self._events), place)  # noqa: SLF001  another builder of the same class

    def _sequence(self, where: Where) -> list[object]:
        found: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*where, len(found))))
        return found


def _refuse_cleverness(event: yaml.Event, depth: int) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _UnreadableError("anchors and aliases (`&`, `*`) are not read: write the value out", _line(event))
    if getattr(event, "tag", None):
        raise _UnreadableError("tags (`!`) are not read: write a plain value", _line(event))
    if depth > MAX_DEPTH:
        raise _UnreadableError(f"is nested more than {MAX_DEPTH} deep, which no register is", _line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
