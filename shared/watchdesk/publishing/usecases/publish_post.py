"""Everything a person can do about posts: what the HTTP interface offers, behind which nothing is sent itself."""

from dataclasses import dataclass

from watchdesk.audit.ports import AuditTrail
from watchdesk.core.clock import Clock
from watchdesk.core.platform_facts import FactsByPlatform
from watchdesk.inbox.ports.messages import MessageArchive
from watchdesk.publishing.ports.composing import Directory, PostKeys, PostLinks, Uploads
from watchdesk.publishing.ports.posts import DeliveryQueue, DeliveryRequests, Freezes, PostList, PostStore
from watchdesk.publishing.ports.text_rules import TextRules
from watchdesk.publishing.usecases.accept_post import AcceptPost, PreviewPost
from watchdesk.publishing.usecases.build_post import BuildPost
from watchdesk.publishing.usecases.check_reply import CheckReply
from watchdesk.publishing.usecases.choose_accounts import ChooseAccounts
from watchdesk.publishing.usecases.compose_parts import ComposeParts
from watchdesk.publishing.usecases.decide_post import DecidePost
from watchdesk.publishing.usecases.edit_post import EditPost
from watchdesk.publishing.usecases.find_duplicates import FindDuplicates
from watchdesk.publishing.usecases.find_post import FindPost
from watchdesk.publishing.usecases.freeze_posts import FreezePosts
from watchdesk.publishing.usecases.read_posts import ReadPosts
from watchdesk.publishing.usecases.record_post_deed import RecordPostDeed
from watchdesk.publishing.usecases.remove_name import RemoveName
from watchdesk.publishing.usecases.request_deliveries import RequestDeliveries
from watchdesk.publishing.usecases.review_post import ReviewPost
from watchdesk.publishing.usecases.settle_delivery import SettleDelivery
from watchdesk.publishing.usecases.store_post import StorePost
from watchdesk.publishing.usecases.withdraw_post import WithdrawPost
from watchdesk.publishing.usecases.withhold_name import WithholdName
from watchdesk.register.ports import Register


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
    facts: FactsByPlatform
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
    record = RecordPostDeed(trail=world.trail, clock=world.clock)
    find, draw_up, review = FindPost(posts=world.posts), BuildPost(keys=world.keys), _review(world)
    ask_for = RequestDeliveries(requests=world.requests, clock=world.clock)
    unsign = RemoveName(
        posts=world.posts,
        register=world.register,
        directory=world.directory,
        facts=world.facts,
        record=record,
        ask_for=ask_for,
    )
    keep = StorePost(posts=world.posts, unsign=unsign, ask_for=ask_for)
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
        choose=ChooseAccounts(register=world.register, facts=world.facts),
        compose=ComposeParts(rules=world.rules, facts=world.facts),
        check_reply=CheckReply(archive=world.archive, facts=world.facts),
        find_duplicates=FindDuplicates(listing=world.listing, clock=world.clock),
        directory=world.directory,
        uploads=world.uploads,
        freezes=world.freezes,
        facts=world.facts,
        clock=world.clock,
    )
