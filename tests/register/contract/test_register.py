"""What every Register and RegisterEditor keeps."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.builders import a_force, a_person, a_policy, a_rota, an_account, an_officer
from tests.fakes import NOON
from watchdesk.core.account import Account, Surface
from watchdesk.core.errors import Defect
from watchdesk.core.message import Urgency
from watchdesk.register.domain.force import Force
from watchdesk.register.domain.opening_hours import Calendar, CalendarId, Span, SpecialDay
from watchdesk.register.domain.person import Person
from watchdesk.register.domain.phone_number import without_number_facts
from watchdesk.register.domain.policy import TimeLimit
from watchdesk.register.domain.rota import Swap
from watchdesk.register.domain.shifts import Rotation, Shift, ShiftRule, Weekday

SERGEANT = without_number_facts(a_person())
A_DAY = {"start": NOON, "end": NOON + timedelta(days=1)}
A_FULL_ROTA = replace(
    a_rota(),
    cycle=3,
    anchor=date(2026, 1, 5),
    shifts=(
        ShiftRule(start=time(23), end=time(7, 30), people=(SERGEANT.id,), weeks=frozenset({1, 3})),
        ShiftRule(start=time(7, 30), end=time(23), people=(SERGEANT.id,), weekdays=frozenset({Weekday.SUN})),
    ),
    rotations=(Rotation(teams=((SERGEANT.id,), (SERGEANT.id,)), begins=date(2026, 1, 5), every=7, at=time(9)),),
    duties=(Shift(**A_DAY, people=(SERGEANT.id,)),),
    imported_until=NOON,
    overrides=(Shift(**A_DAY, people=(SERGEANT.id,)),),
    swaps=(Swap(**A_DAY, instead_of=SERGEANT.id, person=SERGEANT.id),),
)
LIMIT = TimeLimit(urgency=Urgency.URGENT, first_look=timedelta(minutes=90), surfaces=frozenset({Surface.REVIEW}))
IN_HOURS = TimeLimit(
    urgency=Urgency.ROUTINE,
    first_look=timedelta(hours=8),
    claim=timedelta(days=1),
    disposition=timedelta(days=2),
    calendar=Calendar(
        id=CalendarId("office"),
        week=((Span(time(8), time(12)), Span(time(13), time(18))),) * 5 + ((Span(time(22), time(6)),), ()),
        closed=(date(2026, 12, 25), date(2026, 12, 28)),
        special=(SpecialDay(date(2026, 12, 31), (Span(time(0), time(0)),)),),
    ),
    warn=timedelta(hours=1),
)


@pytest.mark.parametrize(
    "declared",
    [
        a_force(),
        an_account(options={"conversations": True, "filtered": False}, successor="selby-bluesky"),
        an_account(poll_every=timedelta(seconds=90), backfill=timedelta(0)),
        a_policy(limits=(LIMIT, *a_policy().limits), triage=()),
        a_policy(limits=(IN_HOURS,), warn=timedelta(minutes=5)),
        a_rota("night", "sergeant", "inspector"),
        A_FULL_ROTA,
        a_person(proved_at=None, email="sergeant@ridings.example", wants_follow_ups=True),
        an_officer(),
        an_officer(allowed=frozenset()),
    ],
)
def test_what_is_read_is_what_was_declared(register, declared):
    register.put(declared)
    assert register.all() == [declared]


def test_every_kind_is_found_by_its_id(register):
    force, account, policy, rota, person = declared = (a_force(), an_account(), a_policy(), a_rota(), SERGEANT)
    for each in declared:
        register.put(each)
    assert register.force() == force
    assert register.accounts() == [account]
    assert register.policy(policy.id) == policy
    assert register.rota(rota.id) == rota
    assert register.person(person.id) == person
    assert register.all() == list(declared)


def test_accounts_come_in_the_order_of_their_ids(register):
    for identity in ("york", "selby", "malton"):
        register.put(an_account(identity))
    assert [account.id for account in register.accounts()] == ["malton", "selby", "york"]


def test_one_account_is_found_by_its_id(register):
    selby, york = an_account("selby"), an_account("york")
    for each in (selby, york):
        register.put(each)
    assert register.account(selby.id) == selby
    assert register.account(york.id) == york


def test_an_account_that_is_not_declared_is_none(register):
    assert register.account("selby") is None
    register.put(an_account("selby"))
    register.put(a_policy())
    assert register.account(a_policy().id) is None
    register.delete(Account, "selby")
    assert register.account("selby") is None


@pytest.mark.parametrize("ask", ["policy", "rota", "person"])
def test_an_unknown_id_is_a_defect(register, ask):
    with pytest.raises(Defect, match=ask):
        getattr(register, ask)("nobody")


def test_a_register_without_a_force_is_a_defect(register):
    with pytest.raises(Defect):
        register.force()


def test_a_later_declaration_takes_the_place_of_the_earlier(register):
    register.put(a_force())
    assert register.force() == a_force()
    register.put(a_force(name="Dales Police"))
    assert register.force().name == "Dales Police"


def test_what_is_deleted_is_gone_and_may_be_deleted_again(register):
    register.put(an_account())
    register.put(SERGEANT)
    assert register.accounts()
    for _ in range(2):
        register.delete(Account, an_account().id)
    assert register.accounts() == []
    register.delete(Force, "sergeant")
    register.delete(Person, "nobody")
    assert register.all() == [SERGEANT]
