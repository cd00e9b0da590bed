"""What would leave an alert without anybody to tell is found weeks before it does."""

import json
from dataclasses import replace
from datetime import time

from infra.cli.register.load import load_register
from tests.builders import a_force, a_person, a_policy, a_rota
from tests.fakes import NOON
from tests.infra.cli.register.calendar_text import a_calendar, every_day
from tests.infra.cli.register.register_text import RIGHT, changed
from watchdesk.register.domain.phone_number import without_number_facts
from watchdesk.register.domain.shifts import ShiftRule

ALWAYS = "    people: [sergeant, constable]\n"
OFFICE = (
    ShiftRule(start=time(8), end=time(16), people=("sergeant",)),
    ShiftRule(start=time(16), end=time(23), people=("constable",)),
)


def findings(desk, *options):
    result = desk.run("rota", "check", "--json", *options)
    return result.exit_code, json.loads(result.stdout)["findings"]


def test_rotas_that_always_have_somebody_end_with_nought(desk):
    for entry in load_register(desk.register, now=NOON).everything():
        desk.stack.register.put(entry)
    for person in desk.stack.register.people():
        desk.stack.numbers.prove(person, NOON)
    result = desk.run("rota", "check")
    assert (result.exit_code, result.stdout) == (0, "Somebody can be told on every rota for 12 weeks.\n")


def test_whose_number_does_not_count_is_named_with_where_they_are_needed(desk):
    names = ("sergeant", "ann", "off-duty", "control-room")
    people = [without_number_facts(a_person(name, f"+44770090000{place}")) for place, name in enumerate(names)]
    rotas = (a_rota("duty-desk", "sergeant", "ann"), a_rota("inspector", "ann"))
    for entry in (a_force(), a_policy(), *rotas, *people):
        desk.stack.register.put(entry)
    desk.stack.numbers.prove(people[0], NOON)
    desk.stack.numbers.opt_out(people[0], NOON)
    code, found = findings(desk)
    assert code == 1
    assert [(each["trouble"], each["person"], each["steps"]) for each in found if each["person"]] == [
        ("unproved", "ann", ["duty-desk", "inspector"]),
        ("unproved", "control-room", ["last resort"]),
        ("opted_out", "sergeant", ["duty-desk"]),
    ]
    said = desk.run("rota", "check").stdout
    assert "ann: the number is not proved, so alerts pass them over: watchdesk number verify ann" in said
    assert "sergeant: the number has said STOP" in said
    assert "+44" not in said


def test_hours_in_which_everybody_on_duty_is_passed_over_are_told_apart_from_those_without_anybody(desk):
    for entry in load_register(desk.register, now=NOON).everything():
        desk.stack.register.put(entry)
    desk.stack.register.put(replace(a_rota("duty-desk"), people=(), shifts=OFFICE))
    for person in desk.stack.register.people():
        if person.id != "constable":
            desk.stack.numbers.prove(person, NOON)
    code, found = findings(desk, "--weeks", "1")
    assert code == 1
    told = [
        (each["trouble"], each["steps"], each["start"][5:16], each["minutes"]) for each in found if each["start"]
    ]
    assert told[:2] == [
        ("uncovered", ["ordinary step 1"], "03-02T23:00", 540),
        ("uncovered", ["ordinary step 1"], "03-03T23:00", 540),
    ]
    late = [each for each in told if each[0] == "out_of_reach"]
    assert late[0] == ("out_of_reach", ["ordinary step 1"], "03-02T16:00", 420)
    assert len(late) == 7
    report = json.loads(desk.run("rota", "check", "--json", "--weeks", "1").stdout)
    assert report["out_of_reach_minutes"] == {"duty-desk": 7 * 420, "inspectors": 0}
    said = desk.run("rota", "check", "--weeks", "1").stdout
    assert (
        "duty-desk (ordinary step 1): nobody on duty has a number that counts from 2026-03-02 16:00 to "
        "2026-03-02 23:00, 420 minutes"
    ) in said
    assert "2940 minutes in which everybody on duty would be passed over; 1 people who cannot be texted." in said


def test_a_calendar_that_ends_is_found_before_it_does(desk):
    (desk.folder / "duty.ics").write_bytes(a_calendar(every_day()))
    desk.write(changed(RIGHT, ALWAYS, "    ical: duty.ics\n"))
    options = ("--register", str(desk.register), "--weeks")
    assert findings(desk, *options, "25") == (0, [])
    code, found = findings(desk, *options, "26")
    assert code == 1
    assert [(each["trouble"], each["rota"], each["start"]) for each in found] == [
        ("uncovered", "duty-desk", "2026-08-31T00:00:00+00:00"),
        ("runs_out", "duty-desk", "2026-08-30T23:00:00+00:00"),
    ]
    assert "its calendar is known until 2026-08-31 00:00" in desk.run("rota", "check", *options, "26").stdout


def test_an_empty_stack_says_what_to_do(desk):
    result = desk.run("rota", "check")
    assert result.exit_code == 1
    assert "has no register yet: apply one" in result.stderr


def test_people_without_a_register_are_wrong_usage(desk):
    assert desk.run("rota", "check", "--people", "x.yaml").exit_code == 64


def test_a_wrong_register_is_named_by_its_line(desk):
    desk.write(changed(RIGHT, ALWAYS, "    people: []\n"))
    result = desk.run("rota", "show", "--register", str(desk.register))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{desk.register}:9: rotas.duty-desk.people: is empty")
