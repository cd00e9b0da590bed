"""Nothing that people say to an account on the real Bluesky servers is missed, and nothing is stored twice.

2,100 posts of every kind from twelve people at once, while the real poll runs: late, back-dated, deep in threads,
edited; through an outage of the AppView and past the end of an access token.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from tests.builders import a_policy, an_account
from tests.e2e.bluesky_network.crowd import Crowd
from tests.e2e.bluesky_network.desk import Desk
from tests.e2e.bluesky_network.install import installed
from tests.e2e.bluesky_network.member import Member, Written, mention, spent_access_token, take_down
from tests.e2e.bluesky_network.network import Network, running
from watchdesk.domain.account import Platform, Surface
from watchdesk.domain.message import MessageState

pytestmark = pytest.mark.bluesky

SIZE = 2_100
HISTORY = 250
"""Mentions from before the account was connected: two pages and a half that lie below every overlap."""
NEXT_WALKS = 8
"""Walks of the feed that looks for impossible dates; each reads four pages of the some twenty-four there are."""
SEED = 20_261_122
OFFICIAL, CLOSED = "selby-police.test", "closed-police.test"
PUBLIC = [f"resident-{number:02}.test" for number in range(12)]
OUTAGE = range(700, 950)
"""Between these posts the AppView cannot be reached."""
TOKEN_ENDS = 1_400
"""At this post the stored access token is one that has run out."""
DATED = ("mention_dated_hours_ago", "mention_dated_years_ago")
"""Written after the account was connected, but nobody can tell these claims from history."""
EDITED, ANSWERED, DELETED = 40, 30, 10


@pytest.fixture(scope="module")
def network() -> Iterator[Network]:
    accounts = [(handle, f"password-of-{handle}") for handle in (OFFICIAL, CLOSED, *PUBLIC)]
    with running(installed(), accounts) as network:
        yield network


def a_desk(network: Network, handle: str) -> Desk:
    member = Member.signed_in(network, handle)
    account = an_account(
        handle.partition(".")[0],
        platform=Platform.BLUESKY,
        handle=handle,
        server=network.pds,
        surfaces=frozenset({Surface.MENTION, Surface.REPLY, Surface.DIRECT_MESSAGE}),
    )
    return Desk(account, a_policy(), {"identifier": handle, "app_password": member.app_password("watchdesk")})


@dataclass(slots=True)
class Day:
    """A busy day: what was said and done, and the desk that watched."""

    network: Network
    desk: Desk
    official: Member
    crowd: Crowd
    edited: dict[str, str] = field(default_factory=dict)
    """By address, what the last edit made of it."""
    answered: set[str] = field(default_factory=set)
    deleted: set[str] = field(default_factory=set)
    private: set[str] = field(default_factory=set)

    def on_post(self, count: int) -> None:
        if count == OUTAGE.start:
            self.network.appview(up=False)
        elif count == OUTAGE.stop:
            self.network.appview(up=True)
        elif count == TOKEN_ENDS:
            self._end_token()

    def _end_token(self) -> None:
        session, revision = self.desk.sessions.read(self.desk.account.id)
        assert session is not None
        spent = {**session, "access": spent_access_token(self.network, self.official.did)}
        self.desk.sessions.write(self.desk.account.id, spent, revision)

    def author_of(self, post: Written) -> Member:
        return next(member for member in self.crowd.members if member.did in post.uri)

    def stored_mentions(self) -> list[Written]:
        stored = {key.native_id for key in self.desk.stored}
        return [post for post in self.crowd.sent["mention"] if post.uri in stored]

    def edit(self, post: Written) -> None:
        text = f"@{OFFICIAL} I meant the other road"
        self.edited[post.uri] = self.author_of(post).edit(post, text, **mention(self.official.did, text)).cid

    def answer(self, post: Written) -> None:
        self.official.reply(post, "Thank you, an officer is on the way")
        self.answered.add(post.uri)

    def delete(self, post: Written) -> None:
        self.author_of(post).delete(post)
        self.deleted.add(post.uri)


@pytest.fixture(scope="module")
def day(network: Network) -> Day:
    official = Member.signed_in(network, OFFICIAL)
    crowd = Crowd(
        official=official,
        handle=OFFICIAL,
        members=[Member.signed_in(network, handle) for handle in PUBLIC],
        roots=[official.write(f"What happened in Selby, part {number}") for number in range(6)],
    )
    day = Day(network, a_desk(network, OFFICIAL), official, crowd)
    crowd.wrote_before(HISTORY)
    network.settle()
    day.desk.poll_until_quiet()
    with day.desk.polling():
        crowd.on_post = day.on_post
        crowd.write(SIZE, SEED)
        _have_second_thoughts(day)
        _write_privately(day)
        network.settle()
    day.desk.clock.advance(hours=1)
    day.desk.poll_until_quiet()
    for _ in range(NEXT_WALKS):
        day.desk.clock.advance(minutes=5)
        day.desk.poll()
    return day


def _have_second_thoughts(day: Day) -> None:
    """Edits, answers and deletions, of messages that are stored by now."""
    stored = day.stored_mentions()
    assert len(stored) >= EDITED + ANSWERED + DELETED, "the polls have not kept up at all"
    for post in stored[:EDITED]:
        day.edit(post)
    for post in stored[EDITED : EDITED + ANSWERED]:
        day.answer(post)
    for post in stored[-DELETED:]:
        day.delete(post)


def _write_privately(day: Day) -> None:
    for number, member in enumerate(day.crowd.members[:5]):
        day.network.chat(
            id=f"3kconvo{number}",
            status="request" if number % 2 else "accepted",
            members=[
                {"did": each.did, "handle": handle}
                for each, handle in ((day.official, OFFICIAL), (member, PUBLIC[number]))
            ],
            sender=member.did,
            text=f"Can I tell you something in private? ({number})",
            sentAt=datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        )


def test_everything_said_to_the_account_is_stored_and_nothing_else(day: Day) -> None:
    public = {key.native_id for key in day.desk.stored if key.surface is not Surface.DIRECT_MESSAGE}
    missing = Counter(
        kind
        for kind, posts in day.crowd.sent.items()
        for post in posts
        if post.uri in day.crowd.addresses - public
    )
    assert (missing, public - day.crowd.addresses) == (Counter(), set())


def test_what_was_said_before_the_account_was_connected_is_history(day: Day) -> None:
    history = {post.uri for post in day.crowd.sent["history"]}
    dated = {post.uri for kind in DATED for post in day.crowd.sent[kind]}
    marked = {message.key.native_id for message in day.desk.store.messages if message.is_history}
    assert history <= marked <= history | dated


def test_nothing_is_stored_twice_however_often_and_wherever_it_is_shown(day: Day) -> None:
    shown = Counter(key.native_id for key in day.desk.stored)
    assert [address for address, times in shown.items() if times > 1] == []


def test_an_edit_is_kept_beside_what_was_said_first(day: Day) -> None:
    kept = {str(key.native_id): kept for key, kept in day.desk.store.kept.items()}
    assert {address: kept[address].message.version for address in day.edited} == day.edited
    assert {len(kept[address].bodies) for address in day.edited} == {2}


def test_our_own_reply_from_any_app_answers_the_message(day: Day) -> None:
    states = {message.key.native_id: message.state for message in day.desk.store.messages}
    assert {states[address] for address in day.answered} == {MessageState.DISPOSED}


def test_a_deleted_message_is_not_lost(day: Day) -> None:
    assert day.deleted <= {key.native_id for key in day.desk.stored}


def test_private_messages_are_stored_accepted_or_not(day: Day) -> None:
    private = [message for message in day.desk.store.messages if message.key.surface is Surface.DIRECT_MESSAGE]
    assert len(private) == 5
    assert sum(message.body.filtered for message in private) == 2


def test_an_outage_is_noticed_and_no_gap_is_left_of_it(day: Day) -> None:
    kinds = Counter(error.kind for report in day.desk.reports for error in report.errors.values())
    assert kinds["transient"] > 0
    assert set(kinds) == {"transient"}
    states = day.desk.watch.states.values()
    assert [state.gaps for state in states if state.gaps] == []
    assert [state.trouble for state in states if state.trouble] == []


def test_a_spent_token_is_refreshed_and_the_session_kept(day: Day) -> None:
    session, _ = day.desk.sessions.read(day.desk.account.id)
    assert session is not None
    assert session["access"] != spent_access_token(day.network, day.official.did)


def test_what_a_closed_account_wrote_is_kept(day: Day) -> None:
    before = set(day.desk.stored)
    take_down(day.network, day.crowd.members[0].did)
    day.network.settle()
    day.desk.poll()
    assert set(day.desk.stored) == before


def test_an_account_that_the_platform_closes_needs_a_person(network: Network) -> None:
    desk = a_desk(network, CLOSED)
    assert not desk.poll().errors
    take_down(network, Member.signed_in(network, CLOSED).did)
    desk.clock.advance(minutes=15)
    assert {error.kind for error in desk.poll().errors.values()} == {"auth_human"}
