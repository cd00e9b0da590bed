"""What the routes may ask for, in the words of the use cases that do it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from watchdesk.core.account import AccountId
from watchdesk.core.principal import Principal, Subject
from watchdesk.publishing.domain.confirmation import ConfirmationOutcome
from watchdesk.publishing.domain.freeze import FreezeView
from watchdesk.publishing.domain.name_removal import NameWithdrawal
from watchdesk.publishing.domain.post import MediaId, PostId
from watchdesk.publishing.domain.post_access import AcceptOutcome, PostPage, PostView
from watchdesk.publishing.domain.post_request import PostRequest, Preview, Upload
from watchdesk.publishing.ports.media import UploadTicket


class ReadPage(Protocol):
    def __call__(
        self, principal: Principal, *, limit: int = 20, after: PostId | None = None, own: bool = False
    ) -> PostPage: ...


class SetFreeze(Protocol):
    def __call__(
        self,
        account: AccountId | None,
        principal: Principal,
        *,
        reason: str = "",
        exempt_subjects: frozenset[Subject] = frozenset(),
        exempt_posts: frozenset[PostId] = frozenset(),
    ) -> FreezeView: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Each is told who asks, and raises Unknown, Unacceptable, Conflict, LeaseLost or TryLater."""

    preview: Callable[[PostRequest, Principal], Preview]
    accept: Callable[[PostRequest, str, Principal], AcceptOutcome]
    edit: Callable[[PostId, Callable[[PostRequest], PostRequest], Principal], PostView]
    one: Callable[[PostId, Principal], PostView]
    page: ReadPage
    approve: Callable[[PostId, Principal, str | None], PostView]
    reject: Callable[[PostId, Principal, str], PostView]
    withdraw: Callable[[PostId, Principal], PostView]
    retry: Callable[[PostId, AccountId, Principal], PostView]
    confirm: Callable[[PostId, AccountId, Principal, ConfirmationOutcome, str], PostView]
    set_freeze: SetFreeze
    lift_freeze: Callable[[AccountId | None, Principal], None]
    freezes: Callable[[Principal], tuple[FreezeView, ...]]
    withhold_name: Callable[[Subject, Principal], NameWithdrawal]
    restore_name: Callable[[Subject, Principal], None]
    offer_upload: Callable[[Principal], UploadTicket]
    take_upload: Callable[[MediaId, Principal], Upload]
