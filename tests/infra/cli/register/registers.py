"""Whole registers that are consistent, as hypothesis draws them."""

from datetime import timedelta

from hypothesis import strategies as st

from tests.builders import a_force, a_person, a_policy, a_rota, an_account, an_officer
from watchdesk.core.account import Account, AccountState, PolicyId, Surface
from watchdesk.register.domain.force import Force
from watchdesk.register.domain.person import Person
from watchdesk.register.domain.policy import EscalationStep, Policy
from watchdesk.register.domain.rota import Rota, RotaId
from watchdesk.register.ports import RegisterEntry


def some(names: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names.split()), min_size=1, unique=True)


@st.composite
def consistent_registers(draw: st.DrawFn) -> tuple[RegisterEntry, ...]:
    """Every name leads to something, successors form no circle; ids overlap from one drawing to the next."""
    people, rotas, policies = draw(some("ann bob cid")), draw(some("desk chiefs")), draw(some("strict mild"))
    return (
        a_force(last_resort=draw(st.sampled_from(people)), short_name=draw(st.sampled_from(["A", "B"]))),
        *(_person(draw, name) for name in people),
        *(an_officer(name, role=draw(st.sampled_from(["PC", "Sgt"]))) for name in draw(some("jane bob"))),
        *(a_rota(name, *draw(st.lists(st.sampled_from(people), min_size=1, max_size=2))) for name in rotas),
        *(_policy(draw, name, rotas) for name in policies),
        *_accounts(draw, policies),
    )


def _person(draw: st.DrawFn, name: str) -> Person:
    """As declared: what is known of the number is no part of a plan."""
    phone = draw(st.sampled_from(["+447700900001", "+447700900002"]))
    return a_person(name, phone, proved_at=None, wants_follow_ups=draw(st.booleans()))


def _policy(draw: st.DrawFn, name: str, rotas: list[str]) -> Policy:
    step = EscalationStep(
        notify=RotaId(draw(st.sampled_from(rotas))), wait=timedelta(minutes=draw(st.integers(1, 2)))
    )
    return a_policy(id=PolicyId(name), steps=(step,))


def _accounts(draw: st.DrawFn, policies: list[str]) -> list[Account]:
    accounts: list[Account] = []
    for name in draw(st.permutations(["one", "two", "three", "four"]))[: draw(st.integers(1, 4))]:
        state = draw(st.sampled_from(AccountState)) if accounts else AccountState.ACTIVE
        successor = None if state is AccountState.ACTIVE else draw(st.sampled_from(accounts)).id
        policy, surfaces = (
            draw(st.sampled_from(policies)),
            draw(st.sampled_from([{"reply"}, {"reply", "mention"}])),
        )
        watched = frozenset(Surface(surface) for surface in surfaces)
        accounts.append(an_account(name, state=state, successor=successor, policy=policy, surfaces=watched))
    return accounts


def dangling(entries: tuple[RegisterEntry, ...]) -> list[str]:
    """The names that lead to nothing."""
    there = {(type(entry), entry.id) for entry in entries}
    used: list[tuple[type[RegisterEntry], str]] = []
    for entry in entries:
        match entry:
            case Force():
                used.append((Person, entry.last_resort))
            case Rota():
                used.extend((Person, person) for person in entry.people)
            case Policy():
                used.extend((Rota, step.notify) for step in entry.steps)
            case Account():
                used.append((Policy, entry.policy))
                used.extend([(Account, entry.successor)] if entry.successor else [])
    return [name for kind, name in used if (kind, name) not in there]
