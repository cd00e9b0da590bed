"""A busy day on the real Bluesky servers, from the first poll to an hour after the last post.

Twelve people write 2,100 posts of every kind while the real poll runs. Posts are back-dated, deep in threads and
edited. Meanwhile the AppView has an outage, and an access token expires.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.builders import a_policy, an_account
from tests.e2e.bluesky_network.crowd import Crowd
from tests.e2e.bluesky_network.member import NetworkMember, SentPost, mention, spent_access_token
from tests.e2e.bluesky_network.network import BlueskyServers
from tests.e2e.bluesky_network.watched_account import WatchedAccount
from watchdesk.core.account import Platform, Surface

SIZE = 2_100
HISTORY = 250
"""The number of mentions from before the account was connected, about two and a half pages."""
NEXT_WALKS = 8
"""The number of further polls that look for posts with impossible dates. Each reads 4 of about 24 pages."""
SEED = 20_261_122
OFFICIAL, CLOSED = "selby-police.test", "closed-police.test"
PUBLIC = [f"resident-{number:02}.test" for number in range(12)]
OUTAGE = range(700, 950)
"""The AppView cannot be reached between these posts."""
TOKEN_ENDS = 1_400
"""At this post the stored access token becomes an expired one."""
DATED = ("mention_dated_hours_ago", "mention_dated_years_ago")
"""Posts of these kinds are written after the account was connected, but look like history."""
EDITED, ANSWERED, DELETED = 40, 30, 10


def a_watched_account(network: BlueskyServers, handle: str) -> WatchedAccount:
    member = NetworkMember.signed_in(network, handle)
    account = an_account(
        handle.partition(".")[0],
        platform=Platform.BLUESKY,
        handle=handle,
        server=network.pds,
        surfaces=frozenset({Surface.MENTION, Surface.REPLY, Surface.DIRECT_MESSAGE}),
    )
    return WatchedAccount(
        account, a_policy(), {"identifier": handle, "app_password": member.app_password("watchdesk")}
    )


@dataclass(slots=True)
class BusyDay:
    """What happened in the day, and the account that was watched."""

    network: BlueskyServers
    desk: WatchedAccount
    official: NetworkMember
    crowd: Crowd
    edited: dict[str, str] = field(default_factory=dict)
    """The CID after the last edit, by URI."""
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

    def author_of(self, post: SentPost) -> NetworkMember:
        return next(member for member in self.crowd.members if member.did in post.uri)

    def stored_mentions(self) -> list[SentPost]:
        stored = {key.native_id for key in self.desk.stored}
        return [post for post in self.crowd.sent["mention"] if post.uri in stored]

    def edit(self, post: SentPost) -> None:
        text = f"@{OFFICIAL} I meant the other road"
        self.edited[post.uri] = self.author_of(post).edit(post, text, **mention(self.official.did, text)).cid

    def answer(self, post: SentPost) -> None:
        self.official.reply(post, "Thank you, an officer is on the way")
        self.answered.add(post.uri)

    def delete(self, post: SentPost) -> None:
        self.author_of(post).delete(post)
        self.deleted.add(post.uri)


def a_busy_day(network: BlueskyServers) -> BusyDay:
    """Run the day, and poll until nothing new is found."""
    official = NetworkMember.signed_in(network, OFFICIAL)
    crowd = Crowd(
        official=official,
        handle=OFFICIAL,
        members=[NetworkMember.signed_in(network, handle) for handle in PUBLIC],
        roots=[official.write(f"What happened in Selby, part {number}") for number in range(6)],
    )
    day = BusyDay(network, a_watched_account(network, OFFICIAL), official, crowd)
    crowd.write_history(HISTORY)
    network.settle()
    day.desk.poll_until_quiet()
    with day.desk.polling():
        crowd.on_post = day.on_post
        crowd.write(SIZE, SEED)
        _change_stored_messages(day)
        _write_direct_messages(day)
        network.settle()
    day.desk.clock.advance(hours=1)
    day.desk.poll_until_quiet()
    for _ in range(NEXT_WALKS):
        day.desk.clock.advance(minutes=5)
        day.desk.poll()
    return day


def _change_stored_messages(day: BusyDay) -> None:
    """Edit, answer and delete messages that are stored by now."""
    stored = day.stored_mentions()
    assert len(stored) >= EDITED + ANSWERED + DELETED, "the polls have not kept up at all"
    for post in stored[:EDITED]:
        day.edit(post)
    for post in stored[EDITED : EDITED + ANSWERED]:
        day.answer(post)
    for post in stored[-DELETED:]:
        day.delete(post)


def _write_direct_messages(day: BusyDay) -> None:
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
