"""The ports of publishing, and the collaborators that its use cases share, each built on first use."""

from dataclasses import dataclass
from functools import cached_property

from watchdesk.audit.ports import AuditTrail
from watchdesk.core.clock import Clock
from watchdesk.core.platform_facts import FactsByPlatform
from watchdesk.inbox.ports.messages import MessageArchive
from watchdesk.publishing.ports.composing import Directory, PostKeys, PostLinks
from watchdesk.publishing.ports.media import MediaDrop, MediaIds, Uploads
from watchdesk.publishing.ports.posts import DeliveryQueue, DeliveryRequests, Freezes, PostList, PostStore
from watchdesk.publishing.ports.text_rules import TextRules
from watchdesk.publishing.usecases.build_post import BuildPost
from watchdesk.publishing.usecases.check_reply import CheckReply
from watchdesk.publishing.usecases.choose_accounts import ChooseAccounts
from watchdesk.publishing.usecases.choose_attribution import ChooseAttribution
from watchdesk.publishing.usecases.compose_parts import ComposeParts
from watchdesk.publishing.usecases.find_duplicates import FindDuplicates
from watchdesk.publishing.usecases.find_freeze import FindFreeze
from watchdesk.publishing.usecases.find_held_deliveries import FindHeldDeliveries
from watchdesk.publishing.usecases.find_images import FindImages
from watchdesk.publishing.usecases.find_post import FindPost
from watchdesk.publishing.usecases.record_post_event import RecordPostEvent
from watchdesk.publishing.usecases.remove_name import RemoveName
from watchdesk.publishing.usecases.request_deliveries import RequestDeliveries
from watchdesk.publishing.usecases.review_post import ReviewPost
from watchdesk.publishing.usecases.store_post import StorePost
from watchdesk.publishing.usecases.warn_of_freezes import WarnOfFreezes
from watchdesk.register.ports import Register


@dataclass(frozen=True, kw_only=True)
class PublishingCollaborators:
    register: Register
    directory: Directory
    facts: FactsByPlatform
    rules: TextRules
    uploads: Uploads
    drop: MediaDrop
    media_ids: MediaIds
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

    @cached_property
    def record_event(self) -> RecordPostEvent:
        return RecordPostEvent(trail=self.trail, clock=self.clock)

    @cached_property
    def find_post(self) -> FindPost:
        return FindPost(posts=self.posts)

    @cached_property
    def build_post(self) -> BuildPost:
        return BuildPost(keys=self.keys)

    @cached_property
    def request_deliveries(self) -> RequestDeliveries:
        return RequestDeliveries(requests=self.requests, clock=self.clock)

    @cached_property
    def remove_name(self) -> RemoveName:
        return RemoveName(
            posts=self.posts,
            register=self.register,
            directory=self.directory,
            facts=self.facts,
            record=self.record_event,
            request=self.request_deliveries,
        )

    @cached_property
    def store_post(self) -> StorePost:
        return StorePost(
            record_event=self.record_event,
            posts=self.posts,
            remove_name=self.remove_name,
            request=self.request_deliveries,
        )

    @cached_property
    def find_freeze(self) -> FindFreeze:
        return FindFreeze(register=self.register, freezes=self.freezes)

    @cached_property
    def find_held_deliveries(self) -> FindHeldDeliveries:
        return FindHeldDeliveries(queue=self.queue, posts=self.posts)

    @cached_property
    def review_post(self) -> ReviewPost:
        return ReviewPost(
            choose_accounts=ChooseAccounts(register=self.register, facts=self.facts),
            choose_attribution=ChooseAttribution(directory=self.directory),
            find_images=FindImages(uploads=self.uploads),
            check_reply=CheckReply(archive=self.archive, facts=self.facts),
            compose=ComposeParts(rules=self.rules, facts=self.facts),
            find_duplicates=FindDuplicates(listing=self.listing, clock=self.clock),
            warn_of_freezes=WarnOfFreezes(freezes=self.freezes),
            facts=self.facts,
            clock=self.clock,
        )
