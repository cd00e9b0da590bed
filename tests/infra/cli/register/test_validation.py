"""Each thing that can be wrong is named with its file, line and path, and with what would be right."""

import pytest

from tests.infra.cli.register.register_text import RIGHT, assert_named, changed, problems_of, written

WRONG = {
    "an unknown key": (
        "  short_name: Ridings",
        "  shortname: Ridings # HERE",
        "force.shortname",
        "did you mean short_name?",
    ),
    "a missing key": ("force:\n  id: ridings\n", "force: # HERE\n", "force.id", "is missing"),
    "a text sender too long": (
        "short_name: Ridings",
        "short_name: Ridings Police # HERE",
        "force.short_name",
        "shorten it to 11",
    ),
    "a text sender not in GSM-7": (
        "short_name: Ridings",
        "short_name: Łódź # HERE",
        "force.short_name",
        "holds Ł ó ź",
    ),
    "no last resort": ("  last_resort: control-room\n", "", "force.last_resort", "is missing"),
    "an unknown last resort": (
        "last_resort: control-room",
        "last_resort: controlroom # HERE",
        "force.last_resort",
        "did you mean control-room?",
    ),
    "a test that nobody answers": (
        "  last_resort: control-room\n",
        "  last_resort: control-room\n  canary: {at: '09:00', answer_within: 15m} # HERE\n",
        "force.canary.person",
        "is missing. Who is texted, and answers.",
    ),
    "a test to an unknown person": (
        "  last_resort: control-room\n",
        "  last_resort: control-room\n  canary: {person: seargeant, at: '09:00', answer_within: 15m} # HERE\n",
        "force.canary.person",
        "did you mean sergeant?",
    ),
    "a test at no time of day": (
        "  last_resort: control-room\n",
        "  last_resort: control-room\n  canary: {person: sergeant, at: '9am', answer_within: 15m} # HERE\n",
        "force.canary.at",
        "is no time of day",
    ),
    "a test that must be answered before it can be": (
        "  last_resort: control-room\n",
        "  last_resort: control-room\n  canary: {person: sergeant, at: '09:00', answer_within: 9m} # HERE\n",
        "force.canary.answer_within",
        "must be between 10m and 12h",
    ),
    "an unknown key of the test": (
        "  last_resort: control-room\n",
        (
            "  last_resort: control-room\n"
            "  canary: {person: sergeant, hour: 9, at: '09:00', answer_within: 15m} # HERE\n"
        ),
        "force.canary.hour",
        "is no key here",
    ),
    "an unknown person": (
        "[sergeant, constable]",
        "[sergeant, constabel] # HERE",
        "rotas.duty-desk.people[1]",
        "did you mean constable?",
    ),
    "a person twice": (
        "[sergeant, constable]",
        "[sergeant, sergeant] # HERE",
        "rotas.duty-desk.people[1]",
        "in this rota already",
    ),
    "a rota without people": (
        "people: [sergeant, constable]",
        "people: [] # HERE",
        "rotas.duty-desk.people",
        "give at least one",
    ),
    "an unknown rota": (
        "notify: inspectors",
        "notify: inspector # HERE",
        "policies.ordinary.steps[1].notify",
        "did you mean inspectors?",
    ),
    "a limit of zero": (
        "first_look: 2h",
        "first_look: 0m # HERE",
        "policies.ordinary.limits[2].first_look",
        "is zero",
    ),
    "a text to be repeated when its step is over": (
        "wait: 15m",
        "wait: 15m\n        repeat_every: 15m # HERE",
        "policies.ordinary.steps[1].repeat_every",
        "has no effect: the step ends after 15m",
    ),
    "a limit without unit": (
        "first_look: 2h",
        "first_look: 2 # HERE",
        "policies.ordinary.limits[2].first_look",
        "15m, 2h",
    ),
    "a limit in minutes and seconds of a clock": (
        "first_look: 2h",
        "first_look: 1:30 # HERE",
        "policies.ordinary.limits[2].first_look",
        "is not a duration",
    ),
    "an urgency without limit": (
        "      - urgency: routine\n        first_look: 1d\n",
        "",
        "policies.ordinary.limits",
        "no limit covers routine",
    ),
    "an urgency that waits longer than a lesser one": (
        "first_look: 2h",
        "first_look: 2d # HERE",
        "policies.ordinary.limits[2].first_look",
        "would wait longer than routine ones: write at most 1d",
    ),
    "a limit that has no effect": (
        "first_look: 10m\n",
        "first_look: 20m # HERE\n",
        "policies.ordinary.limits[1].first_look",
        "has no effect",
    ),
    "an unknown urgency": (
        "- urgency: priority",
        "- urgency: priorty # HERE",
        "policies.ordinary.limits[2].urgency",
        "did you mean priority?",
    ),
    "a step that waits for nothing": (
        "wait: 15m",
        "wait: 0s # HERE",
        "policies.ordinary.steps[1].wait",
        "is zero",
    ),
    "a triage rule named twice": (
        "    triage:\n",
        "    triage:\n      - {name: weapon, urgency: urgent, phrases: [gun]}\n",
        "policies.ordinary.triage[1].name",
        "names a rule already",
    ),
    "a phrase that never matches": (
        "[has a knife, mae ganddo gyllell]",
        '[has a knife, "!!!"] # HERE',
        "policies.ordinary.triage[0].phrases[1]",
        "would never match",
    ),
    "rotas as a list": (
        "rotas:\n  duty-desk:\n    people: [sergeant, constable]\n  inspectors:\n    people:\n      - inspector\n",
        "rotas: [duty-desk] # HERE\n",
        "rotas",
        "must be a mapping of ids",
    ),
}


@pytest.mark.parametrize(("old", "new", "path", "advice"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_in_a_register_is_named_where_it_stands(tmp_path, old, new, path, advice):
    assert_named(tmp_path, changed(RIGHT, old, new), path, advice)


def test_everything_that_is_wrong_is_said_at_once_by_line(tmp_path):
    text = changed(RIGHT, "first_look: 2h", "first_look: soon")
    text = changed(text, "platform: mastodon", "platform: x")
    text = changed(text, "last_resort: control-room", "last_resort: nobody")
    text = changed(text, "notify: inspectors", "notify: inspektors")
    found = problems_of(written(tmp_path, text))
    assert [problem.path for problem in found] == [
        "force.last_resort",
        "policies.ordinary.limits[2].first_look",
        "policies.ordinary.steps[1].notify",
        "accounts.selby-mastodon.platform",
    ]
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)
