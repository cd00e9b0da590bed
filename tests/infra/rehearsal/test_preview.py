from dataclasses import replace
from datetime import timedelta

from infra.memory.register.register import MemoryRegister
from infra.rehearsal.preview import preview
from tests.builders import a_policy, an_account
from tests.infra.rehearsal.months import a_month, an_arrival
from watchdesk.core.account import AccountState, Surface
from watchdesk.core.message import Urgency
from watchdesk.register.domain.policy import TimeLimit, TriageRule

DIRECT = TimeLimit(
    urgency=Urgency.URGENT, first_look=timedelta(minutes=5), surfaces=frozenset({Surface.DIRECT_MESSAGE})
)
ACCOUNTS = (an_account(),)
POLICY = a_policy(
    limits=(*a_policy().limits, DIRECT),
    triage=(
        TriageRule(name="weapon", urgency=Urgency.URGENT, phrases=("knife",)),
        TriageRule(name="theft", urgency=Urgency.PRIORITY, phrases=("stolen", "took")),
        TriageRule(name="fraud", urgency=Urgency.PRIORITY, phrases=("scammed",)),
    ),
)


def matches(*arrivals, accounts=ACCOUNTS):
    (found,) = preview(a_month(*arrivals), MemoryRegister(POLICY, *accounts))
    return found


def test_a_rule_counts_what_it_finds_and_apart_what_it_decides():
    found = matches(
        an_arrival("1", text="He took my bike, he has a knife"),
        an_arrival("2", text="My bike was stolen"),
        an_arrival("3"),
    )
    assert found.by_rule == {"weapon": 1, "theft": 2, "fraud": 0}
    assert found.decided_by == {"weapon": 1, "theft": 1, "no rule matched": 1}
    assert found.messages == 3


def test_a_limit_counts_the_messages_whose_deadline_it_sets():
    found = matches(
        an_arrival("1", text="A knife"),
        an_arrival("2", text="A knife", surface=Surface.DIRECT_MESSAGE),
        an_arrival("3", surface=Surface.DIRECT_MESSAGE),
    )
    assert found.by_limit == {
        "urgent: 30m": 1,
        "urgent: 5m on direct_message": 1,
        "priority: 2h": 0,
        "routine: 8h": 1,
    }


def test_what_is_not_watched_is_not_counted():
    retired = an_account("old", state=AccountState.RETIRED)
    deaf = replace(an_account("deaf"), surfaces=frozenset({Surface.REVIEW}))
    arrivals = [an_arrival("1"), an_arrival("2", account="old"), an_arrival("3", account="deaf")]
    arrivals.append(an_arrival("4", account="unknown"))
    assert matches(*arrivals, accounts=(*ACCOUNTS, retired, deaf)).messages == 1
