"""A force's publishing with everything it needs in memory, and people who may do different things in it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from tests.builders import a_force, an_account
from tests.fakes import NOON, FakeClock, FakeMessageStore, FakeRegister
from tests.fakes.audit import FakeAuditTrail
from tests.fakes.composing import FakeDirectory, FakePostKeys, FakePostLinks, FakeTextRules, FakeUploads
from tests.fakes.media import FakeMediaDrop, FakeMediaIds
from tests.fakes.posts import FakeDeliveryRequests, FakeFreezes, FakePostStore
from watchdesk.bootstrap.publishing.use_cases import PublishingUseCases
from watchdesk.core.account import AccountId, AccountState, Platform
from watchdesk.core.platform_facts import Capability
from watchdesk.core.principal import Principal, Subject, from_claims
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.platforms.registry import FACTS
from watchdesk.publishing.domain.post import Delivery, DeliveryState, MediaId, Post, PublishedPart
from watchdesk.publishing.domain.post_access import PostView
from watchdesk.publishing.domain.post_request import PostRequest, Preview, Upload
from watchdesk.register.domain.officer import AttributionForm, Officer

SELBY = AccountId("selby-bluesky")
YORK = AccountId("york-mastodon")
CAREFUL = AccountId("careful-mastodon")
"""It asks for approval of everything."""
RETIRED = AccountId("old-mastodon")
DRAINING = AccountId("draining-mastodon")
X = AccountId("york-x")
INSTAGRAM = AccountId("york-instagram")
FACEBOOK = AccountId("york-facebook")
"""Nothing goes out on Facebook here."""

JANE, BOB = Subject("jane-subject"), Subject("bob-subject")
SIGNED = "\n\nPC Jane Smith, Selby"
TEXT = "The Selby road is open again."

JANE_SMITH = Officer(
    subject=JANE,
    first_name="Jane",
    last_name="Smith",
    role="PC",
    district="Selby",
    allowed=frozenset({AttributionForm.FULL, AttributionForm.FIRST_NAME}),
)


def somebody(subject: str, *roles: str) -> Principal:
    principal = from_claims({"sub": subject, "roles": list(roles)})
    assert principal is not None
    return principal


def jane(*roles: str) -> Principal:
    return somebody(JANE, *(roles or ("publish:*", "reply:*")))


def bob(*roles: str) -> Principal:
    """He may do everything, unless told otherwise."""
    every = ("draft:*", "publish:*", "approve:*", "withdraw:*", "reply:*", "administer:*", "view:*")
    return somebody(BOB, *(roles or every))


def a_request(*accounts: AccountId, **fields: Any) -> PostRequest:
    return PostRequest(**{"text": TEXT, "accounts": accounts or (SELBY,)} | fields)


def an_upload(identity: str = "image-1", **fields: Any) -> Upload:
    given: dict[str, Any] = {
        "id": MediaId(identity),
        "by": JANE,
        "at": NOON,
        "content_type": "image/jpeg",
        "size": 2048,
        "width": 640,
        "height": 480,
        "sha256": "b" * 64,
    }
    return Upload(**given | fields)


def some_accounts() -> list[Any]:
    def bluesky(identity: AccountId) -> Any:
        return an_account(
            identity, platform=Platform.BLUESKY, handle="selby.example", server="https://pds.example"
        )

    others = {X: Platform.X, INSTAGRAM: Platform.INSTAGRAM, FACEBOOK: Platform.FACEBOOK}
    return [
        bluesky(SELBY),
        an_account(YORK),
        an_account(CAREFUL, options={"needs_approval": True}),
        an_account(RETIRED, state=AccountState.RETIRED, successor=YORK),
        an_account(DRAINING, state=AccountState.DRAINING),
        *(an_account(identity, platform=platform) for identity, platform in others.items()),
    ]


PUBLISHABLE_BUT_FACEBOOK = {
    name: facts if name is Platform.FACEBOOK else replace(facts, can=facts.can | {Capability.PUBLISH})
    for name, facts in FACTS.items()
}


class Newsroom:
    def __init__(self) -> None:
        self.clock = FakeClock()
        self.register = FakeRegister(a_force(), *some_accounts())
        self.directory = FakeDirectory({JANE: JANE_SMITH})
        self.uploads = FakeUploads()
        self.drop = FakeMediaDrop()
        self.messages = FakeMessageStore()
        self.store = FakePostStore()
        self.requests = FakeDeliveryRequests()
        self.freezes = FakeFreezes()
        self.trail = FakeAuditTrail()
        self.use = PublishingUseCases(
            register=self.register,
            directory=self.directory,
            facts=PUBLISHABLE_BUT_FACEBOOK,
            rules=FakeTextRules(),
            uploads=self.uploads,
            drop=self.drop,
            media_ids=FakeMediaIds(),
            archive=self.messages,
            posts=self.store,
            listing=self.store,
            queue=self.store,
            requests=self.requests,
            freezes=self.freezes,
            trail=self.trail,
            keys=FakePostKeys(),
            links=FakePostLinks(),
            clock=self.clock,
        )
        self._handed_in = 0

    def preview(self, request: PostRequest, principal: Principal | None = None) -> Preview:
        return self.use.preview_post(request, principal or jane())

    def problems(self, request: PostRequest, principal: Principal | None = None) -> list[Problem]:
        return list(self.preview(request, principal).problems)

    def codes(self, request: PostRequest, principal: Principal | None = None) -> set[ProblemCode]:
        return {problem.code for problem in self.problems(request, principal)}

    def accepted(self, request: PostRequest | None = None, principal: Principal | None = None) -> PostView:
        """Handed in under a key of its own, the same words as often as a test likes."""
        self._handed_in += 1
        asked = replace(request or a_request(), confirm_duplicate=True)
        return self.use.accept_post(asked, f"key {self._handed_in}", principal or jane()).view

    def post(self, view: PostView) -> Post:
        return self.store.posts[view.post.id]

    def delivery(self, view: PostView, account: AccountId = SELBY) -> Delivery:
        return self.store.delivered[view.post.id, account]

    def becomes(self, view: PostView, state: DeliveryState, account: AccountId = SELBY, **fields: Any) -> Delivery:
        """What the delivery side makes of it."""
        standing = self.delivery(view, account)
        later = {DeliveryState.ACCEPTED: standing.attention_at}
        given = {"state": state, "attention_at": later.get(state)} | fields
        return self.store.save_delivery(replace(standing, **given))

    def goes_out(self, view: PostView, account: AccountId = SELBY) -> Delivery:
        standing = self.delivery(view, account)
        there = tuple(
            PublishedPart(native_id=f"{account}-{index}", version="1", url="https://social.example/1")
            for index in range(len(standing.parts))
        )
        return self.becomes(view, DeliveryState.PUBLISHED, account, published=there)

    def leased(self, view: PostView, account: AccountId = SELBY) -> Delivery:
        """A run has taken it, and has sent nothing yet."""
        now = self.clock.now()
        taken = self.store.lease(self.delivery(view, account), "run-1", now, now + timedelta(seconds=90))
        assert taken is not None
        return taken

    def actions(self) -> list[str]:
        return [deed.action for deed in self.trail.deeds]
