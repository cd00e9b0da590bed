"""The use cases of publishing, each built on first use over one set of ports.

The tests build the same use cases over ports in memory.
"""

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
from watchdesk.publishing.usecases.accept_post import AcceptPost
from watchdesk.publishing.usecases.advise_author import AdviseAuthor
from watchdesk.publishing.usecases.approve_post import ApprovePost
from watchdesk.publishing.usecases.build_post import BuildPost
from watchdesk.publishing.usecases.check_reply import CheckReply
from watchdesk.publishing.usecases.choose_accounts import ChooseAccounts
from watchdesk.publishing.usecases.choose_attribution import ChooseAttribution
from watchdesk.publishing.usecases.complete_upload import CompleteUpload
from watchdesk.publishing.usecases.compose_parts import ComposeParts
from watchdesk.publishing.usecases.confirm_delivery import ConfirmDelivery
from watchdesk.publishing.usecases.edit_post import EditPost
from watchdesk.publishing.usecases.find_awaiting_post import FindAwaitingPost
from watchdesk.publishing.usecases.find_duplicates import FindDuplicates
from watchdesk.publishing.usecases.find_freeze import FindFreeze
from watchdesk.publishing.usecases.find_held_deliveries import FindHeldDeliveries
from watchdesk.publishing.usecases.find_images import FindImages
from watchdesk.publishing.usecases.find_officer import FindOfficer
from watchdesk.publishing.usecases.find_post import FindPost
from watchdesk.publishing.usecases.lift_freeze import LiftFreeze
from watchdesk.publishing.usecases.list_freezes import ListFreezes
from watchdesk.publishing.usecases.list_posts import ListPosts
from watchdesk.publishing.usecases.offer_upload import OfferUpload
from watchdesk.publishing.usecases.preview_post import PreviewPost
from watchdesk.publishing.usecases.read_post import ReadPost
from watchdesk.publishing.usecases.record_post_event import RecordPostEvent
from watchdesk.publishing.usecases.reject_post import RejectPost
from watchdesk.publishing.usecases.remove_name import RemoveName
from watchdesk.publishing.usecases.request_deliveries import RequestDeliveries
from watchdesk.publishing.usecases.restore_name import RestoreName
from watchdesk.publishing.usecases.retry_delivery import RetryDelivery
from watchdesk.publishing.usecases.review_post import ReviewPost
from watchdesk.publishing.usecases.set_freeze import SetFreeze
from watchdesk.publishing.usecases.store_post import StorePost
from watchdesk.publishing.usecases.withdraw_post import WithdrawPost
from watchdesk.publishing.usecases.withhold_name import WithholdName
from watchdesk.register.ports import Register


@dataclass(frozen=True, kw_only=True)
class PublishingUseCases:
    """Every use case records a change in the audit trail first, and makes no change that cannot be recorded.

    What a principal may not see raises the same Unknown as what does not exist.
    """

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
    def preview_post(self) -> PreviewPost:
        return PreviewPost(review=self._review)

    @cached_property
    def accept_post(self) -> AcceptPost:
        return AcceptPost(
            review=self._review, build=self._build, posts=self.posts, store=self._store, clock=self.clock
        )

    @cached_property
    def edit_post(self) -> EditPost:
        return EditPost(
            find=self._find,
            freezes=self.freezes,
            review=self._review,
            build=self._build,
            store=self._store,
            clock=self.clock,
        )

    @cached_property
    def read_post(self) -> ReadPost:
        return ReadPost(find=self._find)

    @cached_property
    def list_posts(self) -> ListPosts:
        return ListPosts(posts=self.posts, listing=self.listing)

    @cached_property
    def approve_post(self) -> ApprovePost:
        return ApprovePost(find=FindAwaitingPost(find=self._find), register=self.register, store=self._store)

    @cached_property
    def reject_post(self) -> RejectPost:
        return RejectPost(find=FindAwaitingPost(find=self._find), store=self._store)

    @cached_property
    def withdraw_post(self) -> WithdrawPost:
        return WithdrawPost(find=self._find, posts=self.posts, record=self._record, request=self._request)

    @cached_property
    def retry_delivery(self) -> RetryDelivery:
        return RetryDelivery(find=self._find, store=self._store)

    @cached_property
    def confirm_delivery(self) -> ConfirmDelivery:
        return ConfirmDelivery(find=self._find, register=self.register, links=self.links, store=self._store)

    @cached_property
    def set_freeze(self) -> SetFreeze:
        return SetFreeze(
            find=self._find_freeze, freezes=self.freezes, find_held=self._find_held, record=self._record
        )

    @cached_property
    def lift_freeze(self) -> LiftFreeze:
        return LiftFreeze(find=self._find_freeze, freezes=self.freezes, record=self._record)

    @cached_property
    def list_freezes(self) -> ListFreezes:
        return ListFreezes(register=self.register, freezes=self.freezes, find_held=self._find_held)

    @cached_property
    def withhold_name(self) -> WithholdName:
        return WithholdName(
            find=FindOfficer(directory=self.directory),
            directory=self.directory,
            listing=self.listing,
            remove_name=self._remove_name,
            record=self._record,
        )

    @cached_property
    def restore_name(self) -> RestoreName:
        return RestoreName(
            find=FindOfficer(directory=self.directory), directory=self.directory, record=self._record
        )

    @cached_property
    def offer_upload(self) -> OfferUpload:
        return OfferUpload(drop=self.drop, ids=self.media_ids, clock=self.clock)

    @cached_property
    def complete_upload(self) -> CompleteUpload:
        return CompleteUpload(drop=self.drop, uploads=self.uploads, facts=self.facts, clock=self.clock)

    @cached_property
    def _record(self) -> RecordPostEvent:
        return RecordPostEvent(trail=self.trail, clock=self.clock)

    @cached_property
    def _find(self) -> FindPost:
        return FindPost(posts=self.posts)

    @cached_property
    def _build(self) -> BuildPost:
        return BuildPost(keys=self.keys)

    @cached_property
    def _request(self) -> RequestDeliveries:
        return RequestDeliveries(requests=self.requests, clock=self.clock)

    @cached_property
    def _remove_name(self) -> RemoveName:
        return RemoveName(
            posts=self.posts,
            register=self.register,
            directory=self.directory,
            facts=self.facts,
            record=self._record,
            request=self._request,
        )

    @cached_property
    def _store(self) -> StorePost:
        return StorePost(
            record_event=self._record, posts=self.posts, remove_name=self._remove_name, request=self._request
        )

    @cached_property
    def _find_freeze(self) -> FindFreeze:
        return FindFreeze(register=self.register, freezes=self.freezes)

    @cached_property
    def _find_held(self) -> FindHeldDeliveries:
        return FindHeldDeliveries(queue=self.queue, posts=self.posts)

    @cached_property
    def _review(self) -> ReviewPost:
        return ReviewPost(
            choose_accounts=ChooseAccounts(register=self.register, facts=self.facts),
            choose_attribution=ChooseAttribution(directory=self.directory),
            find_images=FindImages(uploads=self.uploads),
            check_reply=CheckReply(archive=self.archive, facts=self.facts),
            compose=ComposeParts(rules=self.rules, facts=self.facts),
            find_duplicates=FindDuplicates(listing=self.listing, clock=self.clock),
            advise=AdviseAuthor(freezes=self.freezes),
            facts=self.facts,
            clock=self.clock,
        )
