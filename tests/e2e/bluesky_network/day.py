"""A busy day on the real Bluesky servers, from the first poll to an hour after the last word.

2,100 posts of every kind from twelve people at once, while the real poll runs: late, back-dated, deep in threads,
edited; through an outage of the AppView and past the end of an access token.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.builders import a_policy, an_account
from tests.e2e.bluesky_network.crowd import Crowd
from tests.e2e.bluesky_network.desk import Desk
from tests.e2e.bluesky_network.member import Member, Written, mention, spent_access_token
from tests.e2e.bluesky_network.network import Network
from watchdesk.core.account import Platform, Surface

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


def a_busy_day(network: Network) -> Day:
    """Play it, and poll until nothing is left to be found."""
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
