"""The use cases of publishing, each built on first use over one set of ports.

The tests build the same use cases over ports in memory.
"""

from functools import cached_property

from watchdesk.bootstrap.publishing.collaborators import PublishingCollaborators
from watchdesk.publishing.usecases.accept_post import AcceptPost
from watchdesk.publishing.usecases.approve_post import ApprovePost
from watchdesk.publishing.usecases.complete_upload import CompleteUpload
from watchdesk.publishing.usecases.confirm_delivery import ConfirmDelivery
from watchdesk.publishing.usecases.edit_post import EditPost
from watchdesk.publishing.usecases.find_awaiting_post import FindAwaitingPost
from watchdesk.publishing.usecases.find_officer import FindOfficer
from watchdesk.publishing.usecases.lift_freeze import LiftFreeze
from watchdesk.publishing.usecases.list_freezes import ListFreezes
from watchdesk.publishing.usecases.list_posts import ListPosts
from watchdesk.publishing.usecases.offer_upload import OfferUpload
from watchdesk.publishing.usecases.preview_post import PreviewPost
from watchdesk.publishing.usecases.read_post import ReadPost
from watchdesk.publishing.usecases.reject_post import RejectPost
from watchdesk.publishing.usecases.restore_name import RestoreName
from watchdesk.publishing.usecases.retry_delivery import RetryDelivery
from watchdesk.publishing.usecases.set_freeze import SetFreeze
from watchdesk.publishing.usecases.withdraw_post import WithdrawPost
from watchdesk.publishing.usecases.withhold_name import WithholdName


class PublishingUseCases(PublishingCollaborators):
    """Every use case records a change in the audit trail first, and makes no change that cannot be recorded.

    What a principal may not see raises the same Unknown as what does not exist.
    """

    @cached_property
    def preview_post(self) -> PreviewPost:
        return PreviewPost(review=self.review_post)

    @cached_property
    def accept_post(self) -> AcceptPost:
        return AcceptPost(
            review=self.review_post,
            build=self.build_post,
            posts=self.posts,
            store=self.store_post,
            clock=self.clock,
        )

    @cached_property
    def edit_post(self) -> EditPost:
        return EditPost(
            find=self.find_post,
            freezes=self.freezes,
            review=self.review_post,
            build=self.build_post,
            store=self.store_post,
            clock=self.clock,
        )

    @cached_property
    def read_post(self) -> ReadPost:
        return ReadPost(find=self.find_post)

    @cached_property
    def list_posts(self) -> ListPosts:
        return ListPosts(posts=self.posts, listing=self.listing)

    @cached_property
    def approve_post(self) -> ApprovePost:
        return ApprovePost(
            find=FindAwaitingPost(find=self.find_post), register=self.register, store=self.store_post
        )

    @cached_property
    def reject_post(self) -> RejectPost:
        return RejectPost(find=FindAwaitingPost(find=self.find_post), store=self.store_post)

    @cached_property
    def withdraw_post(self) -> WithdrawPost:
        return WithdrawPost(
            find=self.find_post, posts=self.posts, record=self.record_event, request=self.request_deliveries
        )

    @cached_property
    def retry_delivery(self) -> RetryDelivery:
        return RetryDelivery(find=self.find_post, store=self.store_post)

    @cached_property
    def confirm_delivery(self) -> ConfirmDelivery:
        return ConfirmDelivery(
            find=self.find_post, register=self.register, links=self.links, store=self.store_post
        )

    @cached_property
    def set_freeze(self) -> SetFreeze:
        return SetFreeze(
            find=self.find_freeze,
            freezes=self.freezes,
            find_held=self.find_held_deliveries,
            record=self.record_event,
        )

    @cached_property
    def lift_freeze(self) -> LiftFreeze:
        return LiftFreeze(find=self.find_freeze, freezes=self.freezes, record=self.record_event)

    @cached_property
    def list_freezes(self) -> ListFreezes:
        return ListFreezes(register=self.register, freezes=self.freezes, find_held=self.find_held_deliveries)

    @cached_property
    def withhold_name(self) -> WithholdName:
        return WithholdName(
            find=FindOfficer(directory=self.directory),
            directory=self.directory,
            listing=self.listing,
            remove_name=self.remove_name,
            record=self.record_event,
        )

    @cached_property
    def restore_name(self) -> RestoreName:
        return RestoreName(
            find=FindOfficer(directory=self.directory), directory=self.directory, record=self.record_event
        )

    @cached_property
    def offer_upload(self) -> OfferUpload:
        return OfferUpload(drop=self.drop, ids=self.media_ids, clock=self.clock)

    @cached_property
    def complete_upload(self) -> CompleteUpload:
        return CompleteUpload(drop=self.drop, uploads=self.uploads, facts=self.facts, clock=self.clock)
