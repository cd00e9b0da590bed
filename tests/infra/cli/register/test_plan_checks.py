"""A plan that would leave a message unwatched is refused, and says what to do instead."""

from dataclasses import replace

from infra.cli.register.plan.plan import plan
from infra.cli.register.plan.plan_checks import plan_problems
from tests.builders import a_force, a_person, a_policy, a_rota, an_account
from watchdesk.core.account import AccountState, Platform
from watchdesk.register.domain.force import ForceId

BASIS = (a_force(), a_person("control-room"), a_person(), a_rota(), a_rota("inspector"), a_policy())
ONE, TWO = an_account("one"), an_account("two")
RETIRED = replace(ONE, state=AccountState.RETIRED, successor=TWO.id)


class Messages:
    def __init__(self, *accounts):
        self.accounts = accounts

    def has_open(self, account):
        return account in self.accounts


def refused(declared, deployed, messages=None):
    return plan_problems(plan(declared, deployed, set()), declared, messages or Messages())


def test_an_account_that_is_watched_cannot_be_removed():
    (why,) = refused((*BASIS, TWO), (*BASIS, ONE, TWO))
    assert why == "account one is active, so it is watched: retire it before removing it"


def test_a_draining_account_cannot_be_removed_either():
    draining = replace(ONE, state=AccountState.DRAINING, successor=TWO.id)
    (why,) = refused((*BASIS, TWO), (*BASIS, draining, TWO))
    assert "retire it" in why


def test_a_retired_account_cannot_be_removed_while_it_has_messages_to_deal_with():
    (why,) = refused((*BASIS, TWO), (*BASIS, RETIRED, TWO), Messages("one"))
    assert "messages that are not disposed" in why


def test_a_retired_account_without_open_messages_can_be_removed():
    assert refused((*BASIS, TWO), (*BASIS, RETIRED, TWO), Messages("two")) == []


def test_a_policy_a_rota_and_a_person_in_use_cannot_be_removed():
    declared = tuple(entry for entry in BASIS if entry.id not in ("ordinary", "inspector", "control-room"))
    assert refused((*declared, ONE), (*BASIS, ONE)) == [
        "person control-room cannot be removed: force ridings still names it",
        "policy ordinary cannot be removed: account one still names it",
    ]
    without_rota = tuple(entry for entry in BASIS if entry.id != "inspector")
    assert refused(without_rota, BASIS) == ["rota inspector cannot be removed: policy ordinary still names it"]


def test_a_successor_cannot_be_removed():
    (why, _) = refused((*BASIS, RETIRED), (*BASIS, RETIRED, TWO))
    assert why == "account two cannot be removed: account one still names it"


def test_an_account_never_moves_to_another_platform():
    (why,) = refused((*BASIS, replace(ONE, platform=Platform.BLUESKY)), (*BASIS, ONE))
    assert why.startswith("account one cannot move from mastodon to bluesky: declare a new account")


def test_a_register_of_another_force_is_not_written_over_this_one():
    (why,) = refused((a_force(id=ForceId("dales")), *BASIS[1:]), BASIS)
    assert why.startswith("this stack holds the register of force ridings")
