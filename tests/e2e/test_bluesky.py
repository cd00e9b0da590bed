"""On the real Bluesky servers no message to an account is missed, and none is stored twice."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.e2e.bluesky_network.busy_day import (
    CLOSED,
    DATED,
    OFFICIAL,
    PUBLIC,
    BusyDay,
    a_busy_day,
    a_watched_account,
)
from tests.e2e.bluesky_network.install import install_servers
from tests.e2e.bluesky_network.member import NetworkMember, spent_access_token, take_down
from tests.e2e.bluesky_network.network import BlueskyServers, running_servers
from watchdesk.core.account import Surface
from watchdesk.core.message import MessageState

pytestmark = pytest.mark.bluesky


@pytest.fixture(scope="module")
def network() -> Iterator[BlueskyServers]:
    accounts = [(handle, f"password-of-{handle}") for handle in (OFFICIAL, CLOSED, *PUBLIC)]
    with running_servers(install_servers(), accounts) as network:
        yield network


@pytest.fixture(scope="module")
def day(network: BlueskyServers) -> BusyDay:
    return a_busy_day(network)


def test_everything_said_to_the_account_is_stored_and_nothing_else(day: BusyDay) -> None:
    public = {key.native_id for key in day.desk.stored if key.surface is not Surface.DIRECT_MESSAGE}
    missing = Counter(
        kind
        for kind, posts in day.crowd.sent.items()
        for post in posts
        if post.uri in day.crowd.addresses - public
    )
    assert (missing, public - day.crowd.addresses) == (Counter(), set())


def test_what_was_said_before_the_account_was_connected_is_history(day: BusyDay) -> None:
    history = {post.uri for post in day.crowd.sent["history"]}
    dated = {post.uri for kind in DATED for post in day.crowd.sent[kind]}
    marked = {message.key.native_id for message in day.desk.store.messages if message.is_history}
    assert history <= marked <= history | dated


def test_nothing_is_stored_twice_however_often_and_wherever_it_is_shown(day: BusyDay) -> None:
    shown = Counter(key.native_id for key in day.desk.stored)
    assert [address for address, times in shown.items() if times > 1] == []


def test_an_edit_is_kept_beside_what_was_said_first(day: BusyDay) -> None:
    kept = {str(key.native_id): kept for key, kept in day.desk.store.stored.items()}
    assert {address: kept[address].message.version for address in day.edited} == day.edited
    assert {len(kept[address].bodies) for address in day.edited} == {2}


def test_our_own_reply_from_any_app_answers_the_message(day: BusyDay) -> None:
    states = {message.key.native_id: message.state for message in day.desk.store.messages}
    assert {states[address] for address in day.answered} == {MessageState.DISPOSED}


def test_a_deleted_message_is_not_lost(day: BusyDay) -> None:
    assert day.deleted <= {key.native_id for key in day.desk.stored}


def test_private_messages_are_stored_accepted_or_not(day: BusyDay) -> None:
    private = [message for message in day.desk.store.messages if message.key.surface is Surface.DIRECT_MESSAGE]
    assert len(private) == 5
    assert sum(message.body.filtered for message in private) == 2


def test_an_outage_is_noticed_and_no_gap_is_left_of_it(day: BusyDay) -> None:
    kinds = Counter(error.kind for report in day.desk.reports for error in report.errors.values())
    assert kinds["transient"] > 0
    assert set(kinds) == {"transient"}
    states = day.desk.watch.states.values()
    assert [state.gaps for state in states if state.gaps] == []
    assert [state.trouble for state in states if state.trouble] == []


def test_a_spent_token_is_refreshed_and_the_session_kept(day: BusyDay) -> None:
    session, _ = day.desk.sessions.read(day.desk.account.id)
    assert session is not None
    assert session["access"] != spent_access_token(day.network, day.official.did)


def test_what_a_closed_account_wrote_is_kept(day: BusyDay) -> None:
    before = set(day.desk.stored)
    take_down(day.network, day.crowd.members[0].did)
    day.network.settle()
    day.desk.poll()
    assert set(day.desk.stored) == before


def test_an_account_that_the_platform_closes_needs_a_person(network: BlueskyServers) -> None:
    desk = a_watched_account(network, CLOSED)
    assert not desk.poll().errors
    take_down(network, NetworkMember.signed_in(network, CLOSED).did)
    desk.clock.advance(minutes=15)
    assert {error.kind for error in desk.poll().errors.values()} == {"auth_human"}
