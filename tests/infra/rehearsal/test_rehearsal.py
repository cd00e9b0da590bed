"""Tiny months whose texts can be counted on the fingers."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from infra.cli.register.declared import DeclaredRegister
from infra.rehearsal.months.synthetic_month import synthetic_month
from infra.rehearsal.rehearsal_case import RehearsalCase
from infra.rehearsal.staff import NEVER, REALISTIC, always
from infra.rehearsal.summary import summary_lines
from tests.builders import DUTY, INSPECTOR, SELBY, a_force, a_person, a_policy, a_rota, an_account
from tests.fakes import NOON
from tests.infra.rehearsal.months import a_month, an_arrival
from watchdesk.core.account import PolicyId, Surface
from watchdesk.core.message import Urgency
from watchdesk.register.domain.policy import TimeLimit

PEOPLE = (
    a_person("sergeant", "+447700900001", proved_at=None),
    a_person("inspector", "+447700900002", proved_at=None),
    a_person("control-room", "+447700900003", proved_at=None),
)
QUICK = a_policy(
    id=PolicyId("quick"),
    limits=tuple(TimeLimit(urgency=urgency, first_look=timedelta(minutes=10)) for urgency in Urgency),
)
DECLARED = DeclaredRegister(
    force=a_force(),
    people=PEOPLE,
    rotas=(a_rota(DUTY, "sergeant"), a_rota(INSPECTOR, "inspector")),
    policies=(a_policy(), QUICK),
    accounts=(an_account(), an_account("york", name="York Mastodon")),
    officers=(),
)
KNIFE = "He has a knife"


def rehearse(*arrivals, answers=NEVER, hours=24, declared=DECLARED, policy=None):
    case = RehearsalCase(name="case", declared=declared, policy=policy)
    return case.rehearse(a_month(*arrivals, hours=hours), answers, lambda _: None)


def texts(found):
    """Minutes after noon, and to whom."""
    return [((text.at - NOON) // timedelta(minutes=1), text.person) for text in found.texts]


def test_a_month_in_which_all_is_handled_in_time_is_silent():
    found = rehearse(an_arrival("1", text=KNIFE, handled=29), an_arrival("2", minute=5, handled=300))
    assert texts(found) == []
    assert found.overdue.total() == found.unanswered == found.alerts == 0
    assert found.messages == {Urgency.URGENT: 1, Urgency.ROUTINE: 1}
    assert found.longest.lasted == timedelta(minutes=295)


def test_what_nobody_answers_climbs_to_the_last_resort_and_is_repeated_there():
    found = rehearse(an_arrival(text=KNIFE), hours=1.5)
    assert texts(found) == [
        (30, "sergeant"),
        (45, "inspector"),
        (60, "control-room"),
        (70, "control-room"),
        (80, "control-room"),
    ]
    assert (found.overdue_of(Urgency.URGENT), found.unanswered, found.alerts) == (1, 1, 1)
    assert found.steps == {"last resort": 1}
    assert found.most_in_a_day == {"control-room": 3, "inspector": 1, "sergeant": 1}
    assert found.by_hour["sergeant", 12] == found.by_hour["inspector", 12] == 1
    assert found.by_hour["control-room", 13] == found.parts - 2 == 3


def test_whoever_answers_ends_the_climb_and_deals_with_it_two_minutes_later():
    found = rehearse(an_arrival(text=KNIFE), answers=always(timedelta(minutes=5)))
    assert texts(found) == [(30, "sergeant")]
    assert found.longest.lasted == timedelta(minutes=37)
    assert (found.unanswered, found.overdue[SELBY, Urgency.URGENT]) == (0, 1)
    assert found.steps == {"step 1": 1}


def test_what_is_handled_before_the_next_step_ends_the_climb_too():
    assert texts(rehearse(an_arrival(text=KNIFE, handled=44))) == [(30, "sergeant")]


def with_accounts(count):
    return replace(DECLARED, accounts=tuple(an_account(f"a{n}") for n in range(count)))


def test_alerts_that_become_due_in_the_same_minute_are_one_text():
    arrivals = [an_arrival(str(n), text=KNIFE, account=f"a{n}") for n in range(3)]
    found = rehearse(*arrivals, declared=with_accounts(3), answers=always(timedelta(minutes=1)))
    assert texts(found) == [(30, "sergeant")]
    assert (found.alerts, found.bundled, found.capped, found.unanswered) == (3, 2, 0, 0)


def test_the_sixth_text_in_a_quarter_of_an_hour_is_held_back_and_tells_all_that_waited():
    arrivals = [an_arrival(str(n), minute=n, text=KNIFE, account=f"a{n}") for n in range(7)]
    found = rehearse(*arrivals, declared=with_accounts(7), hours=0.79)
    to_sergeant = [minute for minute, person in texts(found) if person == "sergeant"]
    assert to_sergeant == [30, 31, 32, 33, 34, 45]
    assert (found.capped, found.bundled) == (2, 1)


def test_what_this_register_does_not_watch_is_counted_and_nobody_is_told():
    found = rehearse(an_arrival("1", account="leeds"), an_arrival("2", surface=Surface.REVIEW))
    assert (found.not_watched, found.messages.total(), found.texts) == (2, 0, [])


def test_a_month_without_words_keeps_the_urgency_that_was_recorded():
    found = rehearse(an_arrival("1", text="", urgency=Urgency.URGENT), an_arrival("2", urgency=Urgency.ROUTINE))
    assert found.messages == {Urgency.URGENT: 1, Urgency.ROUTINE: 1}


def test_a_policy_can_be_put_over_every_account():
    found = rehearse(an_arrival(), policy=PolicyId("quick"), hours=0.4)
    assert texts(found) == [(10, "sergeant")]


def test_two_policies_differ_by_what_they_change():
    month = a_month(an_arrival(handled=20), hours=1)
    cases = [RehearsalCase(name=name, declared=DECLARED, policy=PolicyId(name)) for name in ("ordinary", "quick")]
    found = [case.rehearse(month, NEVER, lambda _: None) for case in cases]
    differing = {
        line.what: line.difference for line in summary_lines(found, Decimal("0.1")) if line.difference != "="
    }
    assert differing == {
        "overdue, routine": "+1",
        "alerts": "+1",
        "alerts that got as far as step 1": "+1",
        "texts": "+1",
        "most texts to one person in a day": "+1",
        "parts": "+1",
        "cost in USD": "+0.10",
    }


@pytest.fixture(scope="module")
def two_days():
    return synthetic_month(DECLARED.accounts, days=2, a_day=300)


@pytest.mark.parametrize("answers", [REALISTIC, always(timedelta(minutes=5)), NEVER], ids=str)
def test_the_same_rehearsal_comes_to_the_same_again_and_a_policy_is_no_different_from_itself(two_days, answers):
    case = RehearsalCase(name="case", declared=DECLARED)
    found = [case.rehearse(two_days, answers, lambda _: None) for _ in range(2)]
    assert found[0] == found[1]
    assert found[0].texts
    assert {line.difference for line in summary_lines(found, Decimal("0.05"))} == {"="}


def test_another_seed_is_another_team(two_days):
    case = RehearsalCase(name="case", declared=DECLARED)
    one, two = (case.rehearse(two_days, REALISTIC, lambda _: None, seed) for seed in (1, 2))
    assert one.texts != two.texts


def test_progress_counts_every_message(two_days):
    told = []
    RehearsalCase(name="case", declared=DECLARED).rehearse(two_days, NEVER, told.append)
    assert told[-1] == two_days.count
    assert told == sorted(told)
