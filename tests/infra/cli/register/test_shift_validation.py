"""A shift that would put nobody on duty, or somebody by mistake, is named with what would be right."""

import pytest

from tests.infra.cli.register.register_text import RIGHT, assert_named, changed, problems_of, written

OLD = "    people: [sergeant, constable]\n"
DAY = '{start: "07:00", end: "19:00", people: [sergeant]}'
NIGHT = '{start: "19:00", end: "07:00", people: [constable]}'


def shifts(*lines: str, more: str = "") -> str:
    return more + "    shifts:\n" + "".join(f"      - {line}\n" for line in lines)


WRONG = {
    "an unknown person in a shift": (
        shifts('{start: "07:00", end: "19:00", people: [sargeant]} # HERE'),
        ".shifts[0].people[0]",
        "did you mean sergeant?",
    ),
    "an unknown person in turns": (
        shifts('{start: "07:00", end: "19:00", turns: [sergeant, [sergeant, x]]} # HERE', more="    cycle: 2\n"),
        ".shifts[0].turns[1][1]",
        "there is no person 'x'",
    ),
    "a person twice in a shift": (
        shifts('{start: "07:00", end: "19:00", people: [sergeant, sergeant]} # HERE'),
        ".shifts[0].people[1]",
        "stands in this rota already",
    ),
    "a shift of no length": (
        shifts('{start: "07:00", end: "07:00", people: [sergeant]} # HERE'),
        ".shifts[0].end",
        "write 00:00 to 24:00",
    ),
    "a time that is none": (
        shifts('{start: "7am", end: "19:00", people: [sergeant]} # HERE'),
        ".shifts[0].start",
        "is no time of day",
    ),
    "a day of the week that is none": (
        shifts('{start: "07:00", end: "19:00", days: [monday], people: [sergeant]} # HERE'),
        ".shifts[0].days[0]",
        "did you mean mon?",
    ),
    "neither people nor turns": (
        shifts('{start: "07:00", end: "19:00"} # HERE'),
        ".shifts[0]",
        "either `people` or",
    ),
    "people and turns": (
        shifts('{start: "07:00", end: "19:00", people: [sergeant], turns: [constable]} # HERE'),
        ".shifts[0]",
        "either `people` or",
    ),
    "weeks and turns": (
        shifts('{start: "07:00", end: "19:00", weeks: [1], turns: [constable]} # HERE'),
        ".shifts[0].weeks",
        "take one of them out",
    ),
    "turns that do not fit": (
        shifts(
            '{start: "07:00", end: "19:00", turns: [sergeant, constable]} # HERE',
            more='    cycle: 3\n    anchor: "2026-01-05"\n',
        ),
        ".shifts[0].turns",
        "2 take turns, which does not fit a cycle of 3",
    ),
    "a week beyond the cycle": (
        shifts('{start: "07:00", end: "19:00", weeks: [2], people: [sergeant]} # HERE'),
        ".shifts[0].weeks[0]",
        "the cycle has no week 2",
    ),
    "a cycle without a beginning": (shifts(DAY, more="    cycle: 2 # HERE\n"), ".cycle", "needs an `anchor`"),
    "a cycle of no weeks": (shifts(DAY, more="    cycle: 0 # HERE\n"), ".cycle", "write one from 1 to 52"),
    "a cycle of true": (shifts(DAY, more="    cycle: true # HERE\n"), ".cycle", "write one from 1 to 52"),
    "an anchor that is no Monday": (
        shifts(DAY, more='    cycle: 2\n    anchor: "2026-01-06" # HERE\n'),
        ".anchor",
        "is a Tuesday",
    ),
    "an anchor that never was": (
        shifts(DAY, more='    anchor: "2026-02-30" # HERE\n'),
        ".anchor",
        "is no day that there is",
    ),
    "shifts that overlap": (
        shifts(DAY, '{start: "18:00", end: "22:00", people: [constable]} # HERE'),
        ".shifts[1]",
        "begins before another ends, with shift 1 from mon 18:00 in week 1: if that is meant, say `extra: true`",
    ),
    "a night that runs into the next morning's shift": (
        shifts(DAY, '{start: "19:00", end: "08:00", people: [constable], days: [sun]} # HERE'),
        ".shifts[1]",
        "from mon 07:00 in week 1",
    ),
    "one person in two shifts at once": (
        shifts(DAY, '{start: "18:00", end: "22:00", people: [constable, sergeant], extra: true} # HERE'),
        ".shifts[1]",
        "has 'sergeant' on duty twice, with shift 1 from mon 18:00",
    ),
    "an unknown key in a shift": (
        shifts('{start: "07:00", end: "19:00", poeple: [sergeant]} # HERE'),
        ".shifts[0].poeple",
        "did you mean people?",
    ),
}


@pytest.mark.parametrize(("text", "path", "advice"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_shift_is_named(tmp_path, text, path, advice):
    assert_named(tmp_path, changed(RIGHT, OLD, text), f"rotas.duty-desk{path}", advice)


@pytest.mark.parametrize(
    "text",
    [
        shifts(DAY, NIGHT),
        shifts('{start: "00:00", end: "24:00", people: [sergeant]}'),
        shifts(DAY, NIGHT, '{start: "18:00", end: "22:00", people: [inspector], extra: true}'),
        shifts(
            '{start: "07:00", end: "19:00", people: [sergeant], weeks: [1]}',
            '{start: "07:00", end: "19:00", people: [constable], weeks: [2]}',
            more='    cycle: 2\n    anchor: "2026-01-05"\n',
        ),
    ],
    ids=["day and night", "a whole day", "an extra shift", "other weeks"],
)
def test_shifts_without_mistakes_are_right(tmp_path, text):
    assert problems_of(written(tmp_path, changed(RIGHT, OLD, text))) == []
