"""A declared calendar becomes the domain's own, bank holidays and all, and is shown as people say it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from infra.cli.register.declared import localised
from infra.cli.register.load import load_register
from infra.cli.register.model.calendar import CalendarEntry, calendar_of
from infra.cli.register.plan.entry_text import FieldChange, differences
from infra.cli.register.plan.opening_hours_text import opening_hours_lines
from tests.builders import a_policy
from tests.infra.cli.register.register_text import written
from tests.infra.cli.register.test_calendar_validation import FULL
from watchdesk.core.message import Urgency
from watchdesk.register.domain.opening_hours import Calendar, CalendarId, Span, SpecialDay
from watchdesk.register.domain.policy import TimeLimit

NOW = datetime(2026, 11, 22, 11, tzinfo=UTC)
MORNING, AFTERNOON = Span(time(8), time(12)), Span(time(13), time(18))
OFFICE = Calendar(
    id=CalendarId("office"),
    week=((MORNING, AFTERNOON),) * 5 + ((Span(time(22), time(6)),), ()),
    closed=(date(2026, 12, 25), date(2026, 12, 28)),
    special=(SpecialDay(date(2026, 12, 31), (MORNING,)),),
)


def routine(register):
    return register.policies[0].limits[3]


def test_a_limit_carries_its_whole_calendar_claim_disposition_and_warning(tmp_path):
    limit = routine(load_register(written(tmp_path, FULL), now=NOW))
    assert (limit.claim, limit.disposition, limit.warn) == (
        timedelta(days=2),
        timedelta(days=3),
        timedelta(hours=1),
    )
    assert (limit.calendar.week, limit.calendar.special) == (OFFICE.week, OFFICE.special)
    assert {date(2026, 12, 24), date(2026, 12, 25), date(2028, 12, 26)} <= set(limit.calendar.closed)


PROCLAIMED = {
    "england": {date(2026, 4, 6), date(2026, 8, 31), date(2026, 12, 28)},
    "wales": {date(2026, 4, 6), date(2026, 8, 31), date(2026, 12, 28)},
    "scotland": {date(2026, 1, 2), date(2026, 8, 3), date(2026, 11, 30)},
    "northern_ireland": {date(2026, 3, 17), date(2026, 7, 13), date(2026, 8, 31)},
}


@pytest.mark.parametrize("nation", PROCLAIMED)
def test_each_nation_keeps_its_own_bank_holidays_for_this_year_and_two_more(nation):
    entry = CalendarEntry.model_validate({"hours": {"mon-sun": ["00:00-24:00"]}, "bank_holidays": nation})
    closed = calendar_of("office", entry, NOW.date()).closed
    assert set(closed) >= PROCLAIMED[nation]
    assert {day.year for day in closed} == {2026, 2027, 2028}
    assert list(closed) == sorted(closed)
    assert {day for day in closed if day.year == 2026}.isdisjoint(PROCLAIMED["scotland"] - PROCLAIMED[nation])


def test_a_whole_day_and_days_over_the_weekend_are_what_they_say():
    entry = CalendarEntry.model_validate({"hours": {"sat-mon": ["00:00-24:00"]}})
    whole = (Span(time(0), time(0)),)
    assert calendar_of("late", entry, NOW.date()).week == (whole, (), (), (), (), whole, whole)


def test_until_when_bank_holidays_are_known_is_pointed_out(tmp_path):
    declared = load_register(written(tmp_path, FULL), now=NOW)
    assert any(note.startswith("bank holidays are known until the end of 2028") for note in declared.notes)
    plain = load_register(written(tmp_path, FULL.replace("    bank_holidays: england\n", "")), now=NOW)
    assert not any("bank holidays" in note for note in plain.notes)


def test_a_local_run_counts_round_the_clock_and_warns_of_nothing(tmp_path):
    declared = load_register(written(tmp_path, FULL), now=NOW)
    local = localised(declared, limits=dict.fromkeys(Urgency, timedelta(seconds=5)))
    assert routine(local) == TimeLimit(urgency=Urgency.ROUTINE, first_look=timedelta(seconds=5))
    assert local.policies[0].warn is None
    assert routine(localised(declared)) == routine(declared)


def test_a_calendar_reads_as_people_say_it():
    assert opening_hours_lines(OFFICE) == (
        "office",
        "mon-fri 08:00-12:00 and 13:00-18:00",
        "sat 22:00-06:00",
        "2026-12-31 08:00-12:00",
        "2026-12-25 closed",
        "2026-12-28 closed",
    )


def test_a_whole_day_ends_at_midnight_and_not_when_it_began():
    always = Calendar(id=CalendarId("always"), week=((Span(time(0), time(0)),),) * 7)
    assert opening_hours_lines(always) == ("always", "mon-sun 00:00-24:00")


def test_a_changed_calendar_and_warning_are_shown_with_the_limit_they_are_for():
    limit = TimeLimit(urgency=Urgency.ROUTINE, first_look=timedelta(hours=8), calendar=OFFICE)
    fewer = replace(limit, calendar=replace(OFFICE, closed=(date(2026, 12, 25),)), warn=timedelta(hours=1))
    assert differences(a_policy(limits=(limit,)), a_policy(limits=(fewer,), warn=timedelta(minutes=5))) == [
        FieldChange(
            "limits[routine in office].calendar", opening_hours_lines(OFFICE), opening_hours_lines(OFFICE)[:-1]
        ),
        FieldChange("limits[routine in office].warn", None, "1h"),
        FieldChange("warn", None, "5m"),
    ]
