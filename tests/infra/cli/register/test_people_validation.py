"""A person who could not be texted is named with what would be right, and never with the number."""

import re

import pytest

from tests.infra.cli.register.register_text import PEOPLE, RIGHT, changed, line_of, problems_of, written

IN_PEOPLE = {
    "a number without country": (
        '"+447700900004"',
        '"07700900004" # HERE',
        "people.inspector.phone",
        "is not an E.164 phone number",
    ),
    "a number with blanks": (
        '"+447700900004"',
        '"+44 7700 900 004" # HERE',
        "people.inspector.phone",
        "is not written as E.164",
    ),
    "a number nobody has": ('"+447700900004"', '"+4477009" # HERE', "people.inspector.phone", "check the digits"),
    "a landline": ('"+447700900004"', '"+442079460000" # HERE', "people.inspector.phone", "cannot take a text"),
    "a number that two have": (
        '"+447700900004"',
        '"+447700900003" # HERE',
        "people.inspector.phone",
        "same as that of people.constable",
    ),
    "an unknown key": (
        "    name: Duty inspector",
        "    nmae: Duty inspector # HERE",
        "people.inspector.nmae",
        "did you mean name?",
    ),
}


@pytest.mark.parametrize(("old", "new", "path", "advice"), IN_PEOPLE.values(), ids=IN_PEOPLE)
def test_what_is_wrong_among_the_people_is_named_without_the_number(tmp_path, old, new, path, advice):
    text = changed(PEOPLE, old, new)
    found = [problem for problem in problems_of(written(tmp_path, people=text)) if problem.path == path]
    assert [advice in problem.what for problem in found] == [True]
    assert (found[0].file, found[0].line) == (tmp_path / "register.people.yaml", line_of(text))
    assert old.strip('"') not in str(found[0])
    assert not [number for number in re.findall(r'"(.+)"', new) if number in str(found[0])]


def test_a_person_in_both_files_is_named_in_both(tmp_path):
    register = RIGHT + 'people:\n  sergeant: {name: Sergeant, phone: "+447700900009"}\n'
    people = changed(PEOPLE, "  sergeant:", "  sergeant: # HERE")
    path = written(tmp_path, register, people)
    (problem,) = problems_of(path)
    assert (problem.path, problem.line) == ("people.sergeant", line_of(people))
    assert f"{path}:{line_of(register, '  sergeant: {')}" in problem.what


def test_a_number_in_the_wrong_place_is_not_repeated_to_the_screen(tmp_path):
    text = changed(RIGHT, "last_resort: control-room", 'last_resort: "447700900123"')
    (problem,) = problems_of(written(tmp_path, text))
    assert "447700900123" not in str(problem)
    assert "'***123'" in problem.what
