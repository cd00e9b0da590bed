"""A register file that is no plain YAML gets one clear line, whatever it is instead."""

import pytest

from infra.cli.register.document import MAX_BYTES, read_document
from tests.infra.cli.register.register_text import RIGHT, problems_of, written

BILLION_LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
STRANGE = {
    "a tab": ("force:\n\tid: x\n", 2, "a tab"),
    "a list": ("- force\n- accounts\n", 1, "holds no mapping"),
    "nothing": ("", 1, "holds no mapping"),
    "a word": ("force", 1, "holds no mapping"),
    "an anchor bomb": (BILLION_LAUGHS, 1, "anchors and aliases"),
    "an alias alone": ("a: *b\n", 1, "anchors and aliases"),
    "a tag": ("force:\n  id: !!python/object/apply:os.getcwd []\n", 2, "tags"),
    "a second document": ("force: {}\n---\nforce: {}\n", 2, "a second document"),
    "a mapping as a key": ("force:\n  {id: x}: y\n", 2, "a key must be a single word"),
    "an open bracket": ("force: {id: [x}\n", 1, "is not YAML here"),
    "a colon too many": ("force:\n  id: x: y\n", 2, "a colon too many"),
    "a control character": ("force:\n  id: a\x00b\n", 2, "a control character"),
    "brackets without end": ("a: " + "[" * 5000, 1, "nested more than"),
}


@pytest.mark.parametrize(("text", "line", "what"), STRANGE.values(), ids=STRANGE)
def test_what_is_no_plain_yaml_gets_one_line(tmp_path, text, line, what):
    (problem,) = problems_of(written(tmp_path, text))
    assert (problem.line, problem.file) == (line, tmp_path / "register.yaml")
    assert what in problem.what


def test_a_huge_file_is_not_even_parsed(tmp_path):
    (problem,) = problems_of(written(tmp_path, "#" * (MAX_BYTES + 1)))
    assert "larger than 1024 KiB" in problem.what


def test_a_file_in_another_encoding_is_said_to_be(tmp_path):
    path = written(tmp_path)
    path.write_bytes("force: {name: Caf\u00e9}".encode("latin-1"))
    (problem,) = problems_of(path)
    assert "is not UTF-8" in problem.what


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path, name):
    (problem,) = problems_of(tmp_path / name)
    assert problem.file == tmp_path / name
    assert "cannot be read" in problem.what


def test_a_broken_people_file_does_not_make_everybody_unknown(tmp_path):
    (problem,) = problems_of(written(tmp_path, people="people: [\n"))
    assert problem.file == tmp_path / "register.people.yaml"


def test_a_number_keeps_its_plus_and_a_word_stays_a_word(tmp_path):
    path = tmp_path / "plain.yaml"
    path.write_text("a: +447700900123\nb: no\nc: 1:30\nd: 0x10\ne: true\nf: ~\ng: '~'\n", encoding="utf-8")
    assert read_document(path).data == {
        "a": "+447700900123",
        "b": "no",
        "c": "1:30",
        "d": "0x10",
        "e": True,
        "f": None,
        "g": "~",
    }


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path):
    path = written(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode())
    assert problems_of(path) == []
