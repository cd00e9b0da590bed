"""What plan says is exactly what apply does, and nothing is unwatched on the way, wherever it breaks off."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infra.cli.register.plan.apply import DeployedRegister
from infra.cli.register.plan.plan import EntryWrite, PlanStep, StartPolling, StopPolling
from infra.cli.register.problems import dotted
from tests.builders import a_force, a_person, a_policy, a_rota, an_account
from tests.fakes import FakeClock, FakeFeedStateStore, FakeRegister
from tests.infra.cli.register.registers import consistent_registers, dangling
from watchdesk.core.account import Account, AccountState
from watchdesk.register.domain.phone_number import without_number_facts
from watchdesk.register.ports import RegisterEntry

PEOPLE = (without_number_facts(a_person("control-room")), without_number_facts(a_person()))
Entries = tuple[RegisterEntry, ...]


class BrokenOffError(Exception):
    pass


class Stack:
    """A deployed register with its poll schedule, applied to in one go or up to a crash."""

    def __init__(self, *entries: RegisterEntry) -> None:
        self.register, self.watch = FakeRegister(), FakeFeedStateStore()
        self.deployed = DeployedRegister(
            register=self.register, poll_schedule=self.watch, coverage=self.watch, clock=FakeClock()
        )
        self.seen: list[tuple[Entries, frozenset[str]]] = []
        self.apply(entries)

    def apply(self, entries: Entries, steps: int | None = None) -> list[PlanStep]:
        """The steps taken. With `steps`, it breaks off after that many."""
        taken: list[PlanStep] = []

        def tell(step: PlanStep) -> None:
            taken.append(step)
            self.seen.append((self.entries, self.deployed.polled()))
            if len(taken) == steps:
                raise BrokenOffError

        wanted = self.deployed.plan_for(entries)
        if steps is None:
            self.deployed.apply(wanted, tell)
            return taken
        with pytest.raises(BrokenOffError):
            self.deployed.apply(wanted, tell)
        return taken

    @property
    def entries(self) -> Entries:
        return tuple(self.register.all())


def watched(entries: Entries) -> set[str]:
    return {entry.id for entry in entries if isinstance(entry, Account) and entry.is_watched}


def as_set(entries: Entries) -> dict[str, RegisterEntry]:
    return {dotted((type(entry).__name__, entry.id)): entry for entry in entries}


@settings(max_examples=60, deadline=None)
@given(before=consistent_registers(), after=consistent_registers())
def test_applying_a_plan_makes_it_so_and_leaves_nothing_to_do(before, after):
    stack = Stack(*before)
    stack.apply(after)
    assert as_set(stack.entries) == as_set(after)
    assert stack.deployed.polled() == watched(after)
    assert stack.deployed.plan_for(after).steps == ()


@settings(max_examples=60, deadline=None)
@given(before=consistent_registers(), after=consistent_registers(), data=st.data())
def test_a_run_that_breaks_off_anywhere_is_healed_by_the_next(before, after, data):
    whole = len(Stack(*before).apply(after))
    stack = Stack(*before)
    if whole:
        stack.apply(after, steps=data.draw(st.integers(1, whole), label="steps taken before the crash"))
    stack.apply(after)
    assert as_set(stack.entries) == as_set(after)
    assert stack.deployed.polled() == watched(after)


@settings(max_examples=60, deadline=None)
@given(before=consistent_registers(), after=consistent_registers())
def test_between_any_two_writes_every_name_leads_somewhere_and_what_stays_is_watched(before, after):
    stack = Stack(*before)
    stack.seen.clear()
    stack.apply(after)
    for entries, polled in stack.seen:
        assert dangling(entries) == []
        assert watched(before) & watched(after) <= polled
        assert polled <= watched(before) | watched(after)
        assert polled <= {entry.id for entry in entries if isinstance(entry, Account)}


@settings(max_examples=60, deadline=None)
@given(before=consistent_registers(), after=consistent_registers())
def test_nothing_is_withdrawn_before_the_register_says_so_and_its_successor_is_polled(before, after):
    stack = Stack(*before)
    present = dict(as_set(before))
    for step in stack.apply(after):
        if isinstance(step, EntryWrite):
            present[dotted((type(step.entry).__name__, step.entry.id))] = step.entry
        elif isinstance(step, StopPolling) and step.account in {entry.id for entry in after}:
            account = next(entry for entry in after if entry.id == step.account)
            assert present[f"Account.{step.account}"] == account
            assert isinstance(account, Account)
            assert account.state is AccountState.RETIRED


def test_a_new_account_is_polled_as_soon_as_it_is_written():
    basis = (a_force(), *PEOPLE, a_rota(), a_policy())
    steps = Stack(*basis).apply((*basis, an_account("one"), an_account("two")))
    assert [step.entry.id if isinstance(step, EntryWrite) else step.account for step in steps] == [
        "one",
        "one",
        "two",
        "two",
    ]
    assert [type(step) for step in steps] == [EntryWrite, StartPolling, EntryWrite, StartPolling]


def test_an_account_that_lost_its_place_in_the_schedule_gets_it_back():
    entries = (a_force(), *PEOPLE, a_rota(), a_policy(), an_account("one"))
    stack = Stack(*entries)
    stack.watch.polls.clear()
    assert stack.apply(entries) == [StartPolling(entries[-1].id)]


def test_a_retired_account_keeps_what_was_seen_of_it():
    one, two = an_account("one"), an_account("two")
    stack = Stack(a_force(), one, two)
    stack.apply((a_force(), replace(one, state=AccountState.RETIRED, successor=two.id), two))
    assert stack.watch.polls[one.id].next_poll_at is None


def test_a_plan_names_the_accounts_it_would_stop_watching_and_the_surfaces_it_would_drop():
    one, two = an_account("one"), an_account("two")
    stack = Stack(a_force(), one, two)
    narrowed = replace(two, surfaces=frozenset(list(two.surfaces)[:1]))
    wanted = stack.deployed.plan_for(
        (a_force(), replace(one, state=AccountState.RETIRED, successor=two.id), narrowed)
    )
    assert [account.id for account in wanted.retirements()] == ["one"]
    assert wanted.narrowings() == ((narrowed, tuple(sorted(two.surfaces - narrowed.surfaces))),)
