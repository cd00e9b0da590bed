"""Everything a person can do about posts: what the HTTP interface offers, behind which nothing is sent itself."""

from collections.abc import Collection
from dataclasses import dataclass

from watchdesk.domain.account import Platform
from watchdesk.ports import Clock, MessageArchive, Register
from watchdesk.ports.audit import AuditTrail
from watchdesk.ports.composing import Directory, PostKeys, PostLinks, Uploads
from watchdesk.ports.posts import DeliveryQueue, DeliveryRequests, Freezes, PostList, PostStore
from watchdesk.ports.text_rules import TextRules
from watchdesk.usecases.posts.accepting import AcceptPost, PreviewPost
from watchdesk.usecases.posts.answering import CheckReply
from watchdesk.usecases.posts.asking import AskForDeliveries
from watchdesk.usecases.posts.choosing import ChooseAccounts
from watchdesk.usecases.posts.composing import ComposeParts
from watchdesk.usecases.posts.deciding import DecidePost
from watchdesk.usecases.posts.drawing_up import DrawUp
from watchdesk.usecases.posts.duplicates import FindDuplicates
from watchdesk.usecases.posts.editing import EditPost
from watchdesk.usecases.posts.finding import FindPost
from watchdesk.usecases.posts.freezing import FreezePosts
from watchdesk.usecases.posts.keeping import KeepPost
from watchdesk.usecases.posts.naming import WithholdName
from watchdesk.usecases.posts.reading import ReadPosts
from watchdesk.usecases.posts.review import ReviewPost
from watchdesk.usecases.posts.settling import SettleDelivery
from watchdesk.usecases.posts.unsigning import UnsignPost
from watchdesk.usecases.posts.withdrawing import WithdrawPost
from watchdesk.usecases.recording import RecordDeed


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPost:
    """Each is told who asks. What is not permitted and what is not there raise the same Unknown.

    Whatever changes something tells the audit trail first, and is not done if that fails.
    """

    preview: PreviewPost
    accept: AcceptPost
    edit: EditPost
    decide: DecidePost
    withdraw: WithdrawPost
    settle: SettleDelivery
    read: ReadPosts
    freezes: FreezePosts
    names: WithholdName


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """What all of it needs of the world."""

    register: Register
    directory: Directory
    platforms: Collection[Platform]
    """Those that posts can go out on."""
    rules: TextRules
    uploads: Uploads
    archive: MessageArchive
    posts: PostStore
    listing: PostList
    queue: DeliveryQueue
    requests: DeliveryRequests
    freezes: Freezes
    trail: AuditTrail
    keys: PostKeys
    links: PostLinks
    clock: Clock


def publish_post(world: Publishing) -> PublishPost:
    """All of it over one world."""
    record = RecordDeed(trail=world.trail, clock=world.clock)
    find, draw_up, review = FindPost(posts=world.posts), DrawUp(keys=world.keys), _review(world)
    ask_for = AskForDeliveries(requests=world.requests, clock=world.clock)
    unsign = UnsignPost(
        posts=world.posts, register=world.register, directory=world.directory, record=record, ask_for=ask_for
    )
    keep = KeepPost(posts=world.posts, unsign=unsign, ask_for=ask_for)
    return PublishPost(
        preview=PreviewPost(review=review),
        accept=AcceptPost(review=review, draw_up=draw_up, posts=world.posts, record=record, keep=keep),
        edit=EditPost(find=find, freezes=world.freezes, review=review, draw_up=draw_up, record=record, keep=keep),
        decide=DecidePost(find=find, register=world.register, record=record, keep=keep),
        withdraw=WithdrawPost(find=find, posts=world.posts, record=record, ask_for=ask_for),
        settle=SettleDelivery(find=find, register=world.register, links=world.links, record=record, keep=keep),
        read=ReadPosts(find=find, listing=world.listing),
        freezes=FreezePosts(
            register=world.register,
            freezes=world.freezes,
            queue=world.queue,
            posts=world.posts,
            record=record,
        ),
        names=WithholdName(directory=world.directory, listing=world.listing, unsign=unsign, record=record),
    )


def _review(world: Publishing) -> ReviewPost:
    return ReviewPost(
        choose=ChooseAccounts(register=world.register, platforms=world.platforms),
        compose=ComposeParts(rules=world.rules),
        check_reply=CheckReply(archive=world.archive),
        find_duplicates=FindDuplicates(listing=world.listing, clock=world.clock),
        directory=world.directory,
        uploads=world.uploads,
        freezes=world.freezes,
        clock=world.clock,
    )
