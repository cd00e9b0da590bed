"""A rota whose duties stand in a calendar is on duty as it says, or it is refused where it is named."""

from datetime import UTC, datetime, timedelta

import pytest

from infra.cli.register.calendars.import_duties import AHEAD, LEAST
from infra.cli.register.load import load_register
from infra.cli.register.problems import InvalidRegisterError
from tests.fakes import NOON
from tests.infra.cli.register.calendar_text import a_calendar, an_event, every_day, stamp
from tests.infra.cli.register.register_text import PEOPLE, RIGHT, changed, line_of, written
from watchdesk.register.domain.rota import Rota
from watchdesk.register.domain.shifts import Shift

OLD = "    people: [sergeant, constable]\n"
BY_CALENDAR = "    ical: duty.ics # HERE\n"


def the_rota(folder, text: str, people: str = PEOPLE, **options) -> Rota:
    path = written(folder, changed(RIGHT, OLD, text), people)
    return load_register(path, now=NOON, **options).rotas[0]


def problem_of(folder, text: str, calendar: bytes | None = None, **options):
    if calendar is not None:
        (folder / "duty.ics").write_bytes(calendar)
    with pytest.raises(InvalidRegisterError) as error:
        the_rota(folder, text, **options)
    (problem,) = error.value.problems
    assert problem.path == "rotas.duty-desk.ical"
    assert problem.line == line_of(changed(RIGHT, OLD, text))
    return problem.what


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_calendar_beside_the_register_puts_on_duty_whom_it_names(tmp_path):
    (tmp_path / "duty.ics").write_bytes(
        a_calendar(
            every_day("Desk sergeant"),
            an_event("20260303T090000Z", "20260303T100000Z", "Night cover"),
            an_event("20260303T100000Z", "20260303T110000Z", "?", "ATTENDEE:mailto:insp@ridings.example"),
            an_event("20260303T110000Z", "20260303T120000Z", "constable"),
        )
    )
    people = PEOPLE + "    email: insp@ridings.example\n"
    rota = the_rota(tmp_path, "    ical: duty.ics\n    ical_people: {night cover: control-room}\n", people)
    at_nine = [rota.on_duty(at(f"2026-03-03 {hour}:30")) for hour in ("08", "09", "10", "11")]
    assert at_nine == [
        ("sergeant",),
        ("sergeant", "control-room"),
        ("sergeant", "inspector"),
        ("sergeant", "constable"),
    ]


def test_all_attendees_that_are_known_are_on_duty_and_the_title_is_not_asked(tmp_path):
    both = ["ATTENDEE:mailto:a@x.example", "ATTENDEE:mailto:b@x.example", "ATTENDEE:mailto:room@x.example"]
    (tmp_path / "duty.ics").write_bytes(a_calendar("\n".join([every_day("inspector"), *both])))
    known = "    ical_people: {a@x.example: sergeant, B@x.example: constable}\n"
    assert the_rota(tmp_path, "    ical: duty.ics\n" + known).on_duty(NOON) == ("sergeant", "constable")


def test_a_calendar_is_read_half_a_year_ahead_from_this_monday_on(tmp_path):
    (tmp_path / "duty.ics").write_bytes(a_calendar(every_day()))
    rota = the_rota(tmp_path, "    ical: duty.ics\n")
    monday, summer = at("2026-03-02 00:00"), timedelta(hours=1)
    end = monday + AHEAD - summer
    assert rota.duties[0] == Shift(monday, monday + timedelta(days=1), ("sergeant",))
    assert rota.imported_until == end
    assert rota.uncovered(NOON, end) == []


def test_a_plan_is_the_same_all_week(tmp_path):
    (tmp_path / "duty.ics").write_bytes(a_calendar(every_day()))
    path = written(tmp_path, changed(RIGHT, OLD, "    ical: duty.ics\n"))
    monday, sunday = at("2026-03-02 00:00"), at("2026-03-08 23:59")
    assert load_register(path, now=monday) == load_register(path, now=sunday)
    assert load_register(path, now=monday) != load_register(path, now=sunday + timedelta(minutes=1))


def test_a_calendar_may_be_fetched(tmp_path):
    asked = []

    def fetch(url):
        asked.append(url)
        return a_calendar(every_day())

    rota = the_rota(tmp_path, "    ical: https://rotas.example/x.ics\n", fetch=fetch)
    assert rota.on_duty(NOON) == ("sergeant",)
    assert asked == ["https://rotas.example/x.ics"]


def test_an_unencrypted_address_is_refused_without_asking(tmp_path):
    assert "https" in problem_of(tmp_path, "    ical: http://rotas.example/x.ics # HERE\n")


@pytest.mark.parametrize(
    ("calendar", "said"),
    [
        (None, "cannot be read: No such file"),
        (b"x" * (2 * 1024 * 1024 + 1), "is larger than 2048 KiB"),
        (b"no calendar", "is no calendar"),
        (a_calendar(), "puts nobody on duty"),
        (a_calendar(an_event("20260301T000000Z", "20260302T110000Z")), "puts nobody on duty"),
        (a_calendar(every_day("Sgt Unknown")), "the event 'Sgt Unknown' on 2026-03-02 names nobody"),
        (a_calendar(every_day("Desk sergent")), "did you mean"),
        (a_calendar(every_day(), every_day("X"), every_day("Y")), "(and 1 more)"),
    ],
    ids=["missing", "large", "words", "empty", "over", "unknown", "misspelt", "two unknown"],
)
def test_a_calendar_that_cannot_be_used_is_one_problem_where_it_is_named(tmp_path, calendar, said):
    assert said in problem_of(tmp_path, BY_CALENDAR, calendar)


@pytest.mark.parametrize("short_by", [timedelta(0), timedelta(seconds=1)])
def test_a_calendar_must_be_filled_two_weeks_ahead(tmp_path, short_by):
    calendar = a_calendar(an_event("20260301T000000Z", stamp(NOON + LEAST - short_by)))
    if short_by:
        said = problem_of(tmp_path, BY_CALENDAR, calendar)
        assert "runs out on 2026-03-16: fill it for at least 14 days ahead" in said
    else:
        (tmp_path / "duty.ics").write_bytes(calendar)
        assert the_rota(tmp_path, "    ical: duty.ics\n").imported_until == NOON + LEAST


def test_a_calendar_is_not_read_before_the_rest_is_right(tmp_path):
    text = changed(changed(RIGHT, OLD, "    ical: duty.ics\n"), "wait: 15m", "wait: 0s")
    with pytest.raises(InvalidRegisterError) as error:
        load_register(written(tmp_path, text))
    assert [problem.path for problem in error.value.problems] == ["policies.ordinary.steps[1].wait"]
