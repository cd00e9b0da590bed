"""An officer's entry says whose name may stand under a post, and nothing that a platform would make more of."""

import pytest

from infra.cli.register.load import load_register
from infra.cli.register.plan.entry_text import FieldChange, differences
from tests.builders import an_officer
from tests.infra.cli.register.register_text import (
    PEOPLE,
    RIGHT,
    assert_named,
    changed,
    line_of,
    problems_of,
    written,
)
from watchdesk.register.domain.officer import AttributionForm, Officer

JANE = """\
officers:
  7d0c2f4e-Jane_sub:
    first_name: Jane
    last_name: Smith
    role: PC
    district: Selby
    allowed: [full, role_only]
"""
JANE_SMITH = an_officer("7d0c2f4e-Jane_sub")
WRONG = {
    "a name that would mention somebody": ("first_name: Jane", "first_name: '@jane' # HERE", "first_name", "no @"),
    "a role that would be a hashtag": ("role: PC", "role: '#PC' # HERE", "role", "no #"),
    "a district that is a link": (
        "district: Selby",
        "district: http://selby.example # HERE",
        "district",
        "no link",
    ),
    "a name of two lines": ("last_name: Smith", 'last_name: "Smith\\nSelby" # HERE', "last_name", "one line"),
    "a name that turns the reading": (
        "last_name: Smith",
        'last_name: "Smi\\u202eth" # HERE',
        "last_name",
        "one line",
    ),
    "a name too long for a post": ("Smith", f"{'Smith' * 13} # HERE", "last_name", "shorten it to 60"),
    "an unknown form": ("[full, role_only]", "[surname] # HERE", "allowed[0]", "known: first_name"),
    "an unknown key": ("role: PC", "rank: PC # HERE", "rank", "is no key here"),
    "no word on what is allowed": ("    allowed: [full, role_only]\n", "", "allowed", "is missing"),
}


@pytest.mark.parametrize("is_in_people_file", [True, False])
def test_officers_may_stand_in_either_file(tmp_path, is_in_people_file):
    register, people = (RIGHT, PEOPLE + JANE) if is_in_people_file else (RIGHT + JANE, PEOPLE)
    declared = load_register(written(tmp_path, register, people))
    assert declared.officers == (JANE_SMITH,)
    assert JANE_SMITH in declared.everything()


def test_a_register_need_not_name_any_officer(tmp_path):
    assert load_register(written(tmp_path)).officers == ()


def test_an_officer_in_both_files_is_named_in_both(tmp_path):
    people = PEOPLE + changed(JANE, "Jane_sub:", "Jane_sub: # HERE")
    path = written(tmp_path, RIGHT + JANE, people)
    (problem,) = problems_of(path)
    assert (problem.line, problem.file.name) == (line_of(people), "register.people.yaml")
    assert "is declared in" in problem.what


def test_a_name_is_withheld_by_allowing_nothing(tmp_path):
    (officer,) = load_register(written(tmp_path, RIGHT + changed(JANE, "[full, role_only]", "[]"))).officers
    assert officer.allowed == frozenset()


@pytest.mark.parametrize(("old", "new", "field", "advice"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_an_officer_is_named_with_what_would_be_right(tmp_path, old, new, field, advice):
    text = RIGHT + changed(JANE, old, new)
    assert_named(tmp_path, text, f"officers.7d0c2f4e-Jane_sub.{field}", advice)


@pytest.mark.parametrize("subject", ["'jane smith'", f"'{'j' * 256}'", "''"])
def test_a_subject_that_no_token_names_is_refused(tmp_path, subject):
    problems = problems_of(written(tmp_path, RIGHT + changed(JANE, "7d0c2f4e-Jane_sub", subject)))
    assert ["is no subject" in problem.what for problem in problems] == [True]


def test_a_plan_shows_the_officers_fields_and_not_the_subject_twice():
    after = an_officer(allowed=frozenset({AttributionForm.FULL}))
    assert differences(an_officer(), after) == [FieldChange("allowed", ("full", "role_only"), ("full",))]
    assert [change.field for change in differences(None, an_officer())] == [
        "first_name",
        "last_name",
        "role",
        "district",
        "allowed",
    ]


@pytest.mark.parametrize("account", ["selby-bluesky", "selby-mastodon"])
def test_every_platform_lets_an_account_demand_approval(tmp_path, account):
    options = {
        "selby-bluesky": ("    handle: selby.ridings.example\n",) * 2,
        "selby-mastodon": ("{conversations: true}", "{conversations: true, needs_approval: true}"),
    }
    old, new = options[account]
    new = f"{new}    options: {{needs_approval: true}}\n" if old == new else new
    declared = load_register(written(tmp_path, changed(RIGHT, old, new)))
    assert [a.id for a in declared.accounts if a.options.get("needs_approval")] == [account]


def test_an_officer_is_known_by_the_subject():
    assert isinstance(JANE_SMITH, Officer)
    assert JANE_SMITH.id == JANE_SMITH.subject == "7d0c2f4e-Jane_sub"
