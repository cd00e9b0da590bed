"""A rota of the register is on duty as it was written."""

from datetime import UTC, datetime, timedelta

import pytest

from infra.cli.register.load import load_register
from tests.fakes import NOON
from tests.infra.cli.register.register_text import PEOPLE, RIGHT, changed, written
from tests.infra.cli.register.test_load import EXAMPLE
from watchdesk.register.domain.rota import Rota

OLD = "    people: [sergeant, constable]\n"


def the_rota(folder, text: str, people: str = PEOPLE) -> Rota:
    path = written(folder, changed(RIGHT, OLD, text), people)
    return load_register(path).rotas[0]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_shifts_turns_overrides_and_swaps_count_as_written(tmp_path):
    rota = the_rota(
        tmp_path,
        """\
    cycle: 2
    anchor: "2026-03-02"
    shifts:
      - {start: "08:00", end: "16:00", turns: [sergeant, [constable, inspector]]}
      - {start: "16:00", end: "24:00", people: [inspector], days: [mon, tue, wed, thu, fri]}
      - {start: "00:00", end: "08:00", people: [control-room], weeks: [2]}
    overrides:
      - {start: "2026-03-04 10:00", end: "2026-03-04 12:00", people: [constable]}
    swaps:
      - {start: "2026-03-05 00:00", end: "2026-03-06 00:00", instead_of: sergeant, person: control-room}
""",
    )
    assert rota.on_duty(at("2026-03-02 08:00")) == ("sergeant",)
    assert rota.on_duty(at("2026-03-09 08:00")) == ("constable", "inspector")
    assert rota.on_duty(at("2026-03-16 08:00")) == ("sergeant",)
    assert rota.on_duty(at("2026-03-06 23:59")) == ("inspector",)
    assert rota.on_duty(at("2026-03-07 16:00")) == ()
    assert rota.on_duty(at("2026-03-03 00:00")) == ()
    assert rota.on_duty(at("2026-03-10 00:00")) == ("control-room",)
    assert rota.on_duty(at("2026-03-04 10:00")) == ("constable",)
    assert rota.on_duty(at("2026-03-05 08:00")) == ("control-room",)


def test_times_are_local_also_in_summer(tmp_path):
    rota = the_rota(
        tmp_path,
        """\
    people: [sergeant]
    overrides:
      - {start: "2026-07-01 10:00", end: "2026-07-01 12:00", people: [constable]}
""",
    )
    assert [rota.on_duty(at(f"2026-07-01 {when}")) for when in ("08:59", "09:00", "11:00")] == [
        ("sergeant",),
        ("constable",),
        ("sergeant",),
    ]


@pytest.mark.parametrize(("handover", "days"), [("daily", 1), ("weekly", 7)])
def test_teams_hand_over(tmp_path, handover, days):
    rota = the_rota(
        tmp_path,
        f"""\
    rotation:
      teams: [sergeant, [constable, inspector]]
      begins: "2026-03-02"
      at: "09:30"
      handover: {handover}
""",
    )
    handed_over = at("2026-03-02 09:30") + timedelta(days=days)
    assert rota.on_duty(handed_over - timedelta(minutes=1)) == ("sergeant",)
    assert rota.on_duty(handed_over) == ("constable", "inspector")


def test_a_person_may_have_an_address_and_wish_to_hear_more(tmp_path):
    people = PEOPLE + "    email: insp@ridings.example\n    wants_follow_ups: true\n"
    *others, inspector = load_register(written(tmp_path, people=people)).people
    assert (inspector.email, inspector.wants_follow_ups) == ("insp@ridings.example", True)
    assert {(person.email, person.wants_follow_ups, person.proved_at) for person in others} == {("", False, None)}


def test_on_every_step_of_the_example_somebody_is_on_duty_at_any_time():
    for rota in load_register(EXAMPLE).rotas:
        assert rota.uncovered(NOON, NOON + timedelta(days=366)) == []
