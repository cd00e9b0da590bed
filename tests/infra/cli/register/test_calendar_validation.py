"""Calendars, claims, dispositions and warnings: what is wrong with them is named where it stands."""

import pytest

from tests.infra.cli.register.register_text import RIGHT, assert_named, changed, problems_of, written

CALENDARS = """\
calendars:
  office:
    hours:
      mon-fri: ["08:00-12:00", "13:00-18:00"]
      sat: ["22:00-06:00"]
    bank_holidays: england
    closed: ["2026-12-24"]
    special: {"2026-12-31": ["08:00-12:00"]}

policies:
"""
FULL = changed(
    changed(RIGHT, "policies:\n", CALENDARS),
    "        first_look: 1d\n",
    "        first_look: 1d\n        claim: 2d\n        disposition: 3d\n"
    "        calendar: office\n        warn: 1h\n",
)
CLOSED = 'closed: ["2026-12-24"]'
WRONG = {
    "an unknown calendar": (
        "calendar: office",
        "calendar: offise # HERE",
        "policies.ordinary.limits[3].calendar",
        "there is no calendar 'offise': did you mean office?",
    ),
    "spans that overlap in one day": (
        '"13:00-18:00"',
        '"11:00-18:00" # HERE\n      ',
        "calendars.office.hours.mon-fri[1]",
        "begins before the span ahead of it ends",
    ),
    "a night that runs into the next day": (
        'sat: ["22:00-06:00"]',
        'sat: ["22:00-06:00"]\n      sun: ["05:00-07:00"] # HERE',
        "calendars.office.hours.sun[0]",
        "begins before the span ahead of it ends",
    ),
    "a last night of the week that runs into its first day": (
        'sat: ["22:00-06:00"]',
        'sun: ["22:00-09:00"]',
        "calendars.office.hours.mon-fri[0]",
        "begins before the span ahead of it ends",
    ),
    "spans that overlap on a special day": (
        '"2026-12-31": ["08:00-12:00"]',
        '"2026-12-31": ["08:00-12:00", "11:00-12:00"] # HERE\n   ',
        "calendars.office.special.2026-12-31[1]",
        "begins before the span ahead of it ends",
    ),
    "a day that has its hours twice": (
        "sat:",
        "fri-sat:",
        "calendars.office.hours.fri-sat",
        "fri has its hours under mon-fri: say each day once",
    ),
    "a day closed and special": (
        CLOSED,
        'closed: ["2026-12-31"] # HERE',
        "calendars.office.closed[0]",
        "has hours under `special`",
    ),
    "no day of the week": (
        "sat:",
        "saturday:",
        "calendars.office.hours.saturday",
        "is no day of the week: write mon, tue",
    ),
    "no span of hours": (
        '"22:00-06:00"',
        '"22-6" # HERE\n      ',
        "calendars.office.hours.sat[0]",
        "is no span of hours",
    ),
    "a span that closes when it opens": (
        '"22:00-06:00"',
        '"22:00-22:00" # HERE\n      ',
        "calendars.office.hours.sat[0]",
        'write "00:00-24:00" for a whole day',
    ),
    "a day without hours": ('["22:00-06:00"]', "[] # HERE", "calendars.office.hours.sat", "give at least one"),
    "an unknown nation": (
        "bank_holidays: england",
        "bank_holidays: englnd # HERE",
        "calendars.office.bank_holidays",
        "did you mean england?",
    ),
    "no date": (CLOSED, 'closed: ["2026-02-30"] # HERE', "calendars.office.closed[0]", "is no day that there is"),
    "a key that no calendar has": (
        CLOSED,
        'close: ["2026-12-24"] # HERE',
        "calendars.office.close",
        "did you mean closed?",
    ),
    "a claim that ends before the first look": (
        "claim: 2d",
        "claim: 12h # HERE",
        "policies.ordinary.limits[3].claim",
        "ends before the first look does: write at least 1d",
    ),
    "a disposition that ends before the claim": (
        "disposition: 3d",
        "disposition: 36h # HERE",
        "policies.ordinary.limits[3].disposition",
        "ends before the claim does: write at least 2d",
    ),
    "a disposition that ends before the first look, without a claim": (
        "        claim: 2d\n        disposition: 3d",
        "        disposition: 23h # HERE",
        "policies.ordinary.limits[3].disposition",
        "ends before the first look does: write at least 1d",
    ),
    "a warning as long as its limit": (
        "warn: 1h",
        "warn: 1d # HERE",
        "policies.ordinary.limits[3].warn",
        "must be less than the limit of 1d",
    ),
    "a warning as long as the shortest limit": (
        "    triage:\n",
        "    warn: 10m # HERE\n    triage:\n",
        "policies.ordinary.warn",
        "must be less than the shortest limit, 10m",
    ),
    "an urgent limit in a calendar": (
        "first_look: 15m\n",
        "first_look: 15m\n        calendar: office # HERE\n",
        "policies.ordinary.limits[0].calendar",
        "never pauses: take the calendar out",
    ),
    "a limit that pauses where a lesser one does not": (
        "first_look: 2h\n",
        "first_look: 2h\n        calendar: night # HERE\n",
        "policies.ordinary.limits[2].calendar",
        "would wait longer than routine ones: its clock would pause and theirs would not",
    ),
    "a limit in the same calendar that another is always over before": (
        "        warn: 1h\n",
        "        warn: 1h\n      - {urgency: routine, first_look: 25h, calendar: office} # HERE\n",
        "policies.ordinary.limits[4].first_look",
        "has no effect",
    ),
}
NIGHT = """\
  night:
    hours: {sun: ["23:00-24:00"]}
"""


@pytest.mark.parametrize(("old", "new", "path", "advice"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_clock_is_named_where_it_stands(tmp_path, old, new, path, advice):
    text = changed(changed(FULL, "\npolicies:\n", f"{NIGHT}\npolicies:\n"), old, new)
    assert_named(tmp_path, text, path, advice)


def test_a_register_with_calendars_claims_and_warnings_is_right(tmp_path):
    assert problems_of(written(tmp_path, FULL)) == []


def test_a_calendar_that_is_never_open_is_refused(tmp_path):
    never = changed(FULL, "\npolicies:\n", "  never:\n    hours: {} # HERE\n\npolicies:\n")
    assert_named(tmp_path, never, "calendars.never.hours", "is empty: give at least one")


def test_a_limit_that_would_take_its_calendar_more_than_five_years_is_refused(tmp_path):
    text = changed(
        FULL, 'mon-fri: ["08:00-12:00", "13:00-18:00"]\n      sat: ["22:00-06:00"]', 'mon: ["08:00-08:01"]'
    )
    assert_named(tmp_path, text, "policies.ordinary.limits[3].first_look", "office is open for too short a time")
