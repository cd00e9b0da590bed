"""A rota that would put nobody on duty, or somebody by mistake, is named with what would be right."""

import pytest

from tests.infra.cli.register.register_text import RIGHT, assert_named, changed, problems_of, written

OLD = "    people: [sergeant, constable]\n"


def swap(what: str) -> str:
    day = 'start: "2026-03-01 00:00", end: "2026-03-02 00:00"'
    return f"    people: [sergeant]\n    swaps:\n      - {{{day}, {what}}}\n"


def override(start: str, end: str) -> str:
    return f'      - {{start: "{start}", end: "{end}", people: [constable]}}'


def overrides(*lines: str) -> str:
    return "    people: [sergeant]\n    overrides:\n" + "".join(f"{line}\n" for line in lines)


WRONG = {
    "nobody": ("    overrides: []\n", "", "puts nobody on duty"),
    "people without a calendar": (
        "    people: [sergeant]\n    ical_people: {x: sergeant} # HERE\n",
        ".ical_people",
        "name the calendar",
    ),
    "an unknown person in a team": (
        '    rotation: {teams: [x], begins: "2026-01-05", at: "09:00", handover: weekly} # HERE\n',
        ".rotation.teams[0]",
        "there is no person 'x'",
    ),
    "an unknown stand-in": (
        swap("instead_of: sergeant, person: x").rstrip() + " # HERE\n",
        ".swaps[0].person",
        "no person",
    ),
    "an unknown person in a calendar": (
        "    people: [sergeant]\n    ical: x.ics\n    ical_people: {Hale: hale} # HERE\n",
        ".ical_people.Hale",
        "there is no person 'hale'",
    ),
    "an override that ends before it begins": (
        overrides(override("2026-03-02 10:00", "2026-03-02 09:00") + " # HERE"),
        ".overrides[0].end",
        "is not after its start",
    ),
    "an override of no length": (
        overrides(override("2026-03-02 10:00", "2026-03-02 10:00") + " # HERE"),
        ".overrides[0].end",
        "is not after its start",
    ),
    "two overrides at once": (
        overrides(
            override("2026-03-02 10:00", "2026-03-02 12:00"),
            override("2026-03-02 11:00", "2026-03-02 13:00") + " # HERE",
        ),
        ".overrides[1]",
        "another override is in force",
    ),
    "a moment without an hour": (
        overrides(override("2026-03-02", "2026-03-02 10:00") + " # HERE"),
        ".overrides[0].start",
        "is no day and time",
    ),
    "a swap with oneself": (
        swap("instead_of: sergeant, person: sergeant").rstrip() + " # HERE\n",
        ".swaps[0].person",
        "is the same person",
    ),
    "a swap for somebody who is never there": (
        swap("instead_of: inspector, person: constable").rstrip() + " # HERE\n",
        ".swaps[0].instead_of",
        "is never on duty here",
    ),
    "two stand-ins for one": (
        swap("instead_of: sergeant, person: constable")
        + swap("instead_of: sergeant, person: inspector").rpartition("swaps:\n")[2].rstrip()
        + " # HERE\n",
        ".swaps[1].instead_of",
        "has a stand-in then already",
    ),
    "a handover that is none": (
        '    rotation: {teams: [sergeant], begins: "2026-01-05", at: "09:00", handover: monthly} # HERE\n',
        ".rotation.handover",
        "'monthly' is not known here: known: daily, weekly",
    ),
}


@pytest.mark.parametrize(("text", "path", "advice"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_rota_is_named(tmp_path, text, path, advice):
    assert_named(tmp_path, changed(RIGHT, OLD, text), f"rotas.duty-desk{path}", advice)


def test_a_step_that_leads_back_to_a_rota_is_a_circle(tmp_path):
    text = changed(RIGHT, "notify: inspectors", "notify: duty-desk # HERE")
    assert_named(tmp_path, text, "policies.ordinary.steps[1].notify", "leads back to step 1: 'duty-desk' was told")


def test_one_override_may_begin_when_another_ends(tmp_path):
    text = overrides(
        override("2026-03-02 10:00", "2026-03-02 12:00"), override("2026-03-02 12:00", "2026-03-02 13:00")
    )
    assert problems_of(written(tmp_path, changed(RIGHT, OLD, text))) == []


@pytest.mark.parametrize("address", ["duty", "duty@", "a b@x.example", "@x.example", "a@x", "a@@x.example"])
def test_an_address_that_is_none_is_refused_without_repeating_it(tmp_path, address):
    path = written(tmp_path)
    people = path.with_name("register.people.yaml")
    people.write_text(people.read_text("utf-8") + f'    email: "{address}"\n', "utf-8")
    (problem,) = problems_of(path)
    assert problem.path == "people.inspector.email"
    assert problem.what == "is no email address: write for example duty.inspector@force.example"
