"""Whoever asks learns who is on duty; whoever looks ahead, when nobody is, while it can be put right."""

import json
from datetime import datetime, timedelta

import pytest

from infra.cli.register.load import load_register
from tests.fakes import NOON
from tests.infra.cli.register.register_text import RIGHT, changed

ALWAYS = "    people: [sergeant, constable]\n"
OFFICE_HOURS = """\
    shifts:
      - {start: "08:00", end: "18:00", people: [sergeant]}
      - {start: "18:00", end: "08:00", people: [constable], days: [mon, tue, wed, thu, fri]}
"""
"""The nights to Sunday and to Monday are without anybody. NOON is a Monday's, in winter."""


@pytest.fixture
def rotas(desk):
    """The register with office hours, written to a file and deployed; every number in it is proved."""
    desk.write(changed(RIGHT, ALWAYS, OFFICE_HOURS))
    for entry in load_register(desk.register, now=NOON).everything():
        desk.stack.register.put(entry)
    for person in desk.stack.register.people():
        desk.stack.numbers.prove(person, NOON)
    return desk


def findings(desk, *options):
    result = desk.run("rota", "check", "--json", *options)
    return result.exit_code, json.loads(result.stdout)["findings"]


def test_now_and_next_of_every_rota(rotas):
    assert json.loads(rotas.run("rota", "show", "--json").stdout) == [
        {
            "rota": "duty-desk",
            "start": "2026-03-02T12:00:00+00:00",
            "end": "2026-03-02T18:00:00+00:00",
            "people": ["sergeant"],
        },
        {
            "rota": "duty-desk",
            "start": "2026-03-02T18:00:00+00:00",
            "end": "2026-03-03T08:00:00+00:00",
            "people": ["constable"],
        },
        {"rota": "inspectors", "start": "2026-03-02T12:00:00+00:00", "end": None, "people": ["inspector"]},
    ]


def test_another_time_is_said_in_local_time(rotas):
    result = rotas.run("rota", "show", "duty-desk", "--at", "2026-07-04 19:00", "--json")
    turn, following = json.loads(result.stdout)
    assert (turn["start"], turn["end"], turn["people"]) == (
        "2026-07-04T18:00:00+00:00",
        "2026-07-05T07:00:00+00:00",
        [],
    )
    assert following["people"] == ["sergeant"]


def test_the_table_shows_local_times_and_says_nobody(rotas):
    lines = rotas.run("rota", "show", "duty-desk", "--at", "2026-07-04 19:00").stdout.splitlines()
    cells = [cell.strip() for cell in lines[3].strip("│").split("│")]
    assert cells == ["duty-desk", "2026-07-04 19:00", "2026-07-05 08:00", "nobody"]


def test_weeks_show_every_turn(rotas):
    turns = json.loads(rotas.run("rota", "show", "duty-desk", "--weeks", "1", "--json").stdout)
    assert len(turns) == 15
    assert turns[-1]["end"] == (NOON + timedelta(weeks=1)).isoformat()


def test_when_somebody_is_on_duty_next_is_told_once_however_others_come_and_go(desk):
    shifts = OFFICE_HOURS + '      - {start: "10:00", end: "11:00", people: [inspector], extra: true}\n'
    desk.write(changed(RIGHT, ALWAYS, shifts))
    options = ("--register", str(desk.register), "--weeks", "1", "--json")
    duties = json.loads(desk.run("rota", "next", "sergeant", *options).stdout)
    assert [(duty["rota"], duty["start"], duty["end"]) for duty in duties[:2]] == [
        ("duty-desk", "2026-03-02T12:00:00+00:00", "2026-03-02T18:00:00+00:00"),
        ("duty-desk", "2026-03-03T08:00:00+00:00", "2026-03-03T18:00:00+00:00"),
    ]
    assert len(duties) == 8


def test_somebody_who_is_never_on_duty_is_said_so_and_somebody_unknown_too(rotas):
    assert rotas.run("rota", "next", "control-room").stdout == "control-room is not on duty within 4 weeks.\n"
    assert "2026-03-03 08:00" in rotas.run("rota", "next", "sergeant", "--weeks", "1").stdout
    result = rotas.run("rota", "next", "sergant")
    assert (result.exit_code, "did you mean sergeant?" in result.stderr) == (1, True)


def test_an_unknown_rota_is_answered_with_those_there_are(rotas):
    result = rotas.run("rota", "show", "dutydesk")
    assert (result.exit_code, "did you mean duty-desk?" in result.stderr) == (1, True)


def test_every_stretch_without_anybody_is_found_with_the_steps_it_leaves_out(rotas):
    code, found = findings(rotas, "--weeks", "1")
    assert code == 1
    assert [(each["trouble"], each["rota"], each["steps"], each["minutes"]) for each in found] == [
        ("uncovered", "duty-desk", ["ordinary step 1"], 840),
        ("uncovered", "duty-desk", ["ordinary step 1"], 840),
    ]
    assert found[0]["start"] == "2026-03-07T18:00:00+00:00"
    assert found[0]["end"] == "2026-03-08T08:00:00+00:00"


def test_twelve_weeks_are_looked_at_with_their_clock_change(rotas):
    report = json.loads(rotas.run("rota", "check", "--json").stdout)
    ahead = datetime.fromisoformat(report["end"]) - datetime.fromisoformat(report["start"])
    assert ahead == timedelta(weeks=12)
    assert report["uncovered_minutes"] == {"duty-desk": 12 * 2 * 14 * 60 - 60, "inspectors": 0}


def test_in_words_it_says_from_when_to_when_in_local_time(rotas):
    result = rotas.run("rota", "check", "--weeks", "5")
    assert result.exit_code == 1
    assert (
        "duty-desk (ordinary step 1): nobody is on duty from 2026-03-28 18:00 to 2026-03-29 08:00, 780 minutes"
        in result.stdout
    )


def test_a_register_can_be_looked_at_before_it_is_applied(desk):
    desk.write(changed(RIGHT, ALWAYS, OFFICE_HOURS))
    result = desk.run("rota", "check", "--register", str(desk.register), "--weeks", "1")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 3
    assert "not proved" not in result.stdout
    assert "known of the deployed register alone" in result.stderr


def test_a_plan_says_the_parts_of_a_rota_as_people_do(rotas):
    better = OFFICE_HOURS.replace(", days: [mon, tue, wed, thu, fri]", "")
    rotas.write(changed(RIGHT, ALWAYS, better))
    lines = rotas.plan().stdout.splitlines()
    at = lines.index("~ rota duty-desk")
    assert lines[at + 1] == "    shifts: -mon-fri 18:00-08:00: constable, +every day 18:00-08:00: constable"
