"""A freeze holds back what has not gone out, and shows what it holds."""

import pytest

from tests.builders import SELBY
from tests.fakes import NOON
from tests.publishing.builders import MALTON
from tests.worlds.delivering import ROAD, THREAD, lost
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.freeze import Freeze
from watchdesk.publishing.domain.post import DeliveryState, PostId


def freeze(**fields):
    return Freeze(**{"account": None, "by": Subject("gold"), "at": NOON} | fields)


@pytest.mark.parametrize("account", [None, SELBY])
def test_a_freeze_holds_back_what_has_not_gone_out_and_shows_it(office, account):
    office.accepts(accounts=(SELBY, MALTON))
    office.freezes.put(freeze(account=account))
    office.tick(5)
    assert office.outlet(SELBY).calls == []
    assert (office.state(SELBY), office.delivery(SELBY).held) == (DeliveryState.ACCEPTED, True)
    assert [each.account for each in office.posts.waiting() if each.held] == (
        [MALTON, SELBY] if account is None else [SELBY]
    )
    assert (office.outlet(MALTON).texts == [ROAD]) is (account is not None)


def test_what_was_held_goes_out_within_a_minute_of_the_freeze_being_lifted(office):
    office.accepts()
    office.freezes.put(freeze())
    office.tick(5)
    office.freezes.lift(None)
    office.tick()
    assert office.outlet().texts == [ROAD]
    assert not office.delivery().held


@pytest.mark.parametrize(
    "exempt",
    [
        {"exempt_subjects": frozenset({Subject("officer-7")})},
        {"exempt_posts": frozenset({PostId("post-1")})},
        {"account": MALTON},
    ],
)
def test_who_may_still_speak_is_not_held(office, exempt):
    office.accepts()
    office.freezes.put(freeze(**exempt))
    office.runs()
    assert office.outlet().texts == [ROAD]


def test_a_freeze_in_the_middle_of_a_thread_holds_the_rest(office):
    office.accepts(*THREAD)
    office.outlet().will("send", lambda: office.freezes.put(freeze()))
    office.runs()
    assert (office.outlet().texts, office.delivery().held) == (["One 1/3"], True)
    office.freezes.lift(None)
    office.tick()
    assert office.outlet().texts == list(THREAD)


def test_a_freeze_does_not_stop_the_search_for_what_may_be_public(office):
    office.accepts()
    office.outlet().will("send", lost(arrives=True))
    office.runs()
    office.freezes.put(freeze())
    office.tick()
    assert office.state() is DeliveryState.PUBLISHED
