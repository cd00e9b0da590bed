"""Every action against every role, on the account and on another: who may do what, in one table."""

from dataclasses import dataclass, replace

import pytest

from tests.builders import a_message, an_inbound
from tests.worlds.publishing import CAREFUL, JANE, SELBY, YORK, Newsroom, a_request, bob, jane, somebody
from watchdesk.core.account import Surface
from watchdesk.core.errors import Conflict, Unacceptable, Unknown
from watchdesk.core.message import MessageKey
from watchdesk.core.principal import Action, Principal
from watchdesk.core.problems import ProblemCode
from watchdesk.publishing.domain.confirmation import ConfirmationOutcome
from watchdesk.publishing.domain.post import DeliveryState, PostState
from watchdesk.publishing.domain.post_access import PostView
from watchdesk.register.domain.officer import AttributionForm

EVE = "eve-subject"
ROLES = tuple(Action)
WORLD = "the whole force"
PLACES = (SELBY, YORK, WORLD)


@dataclass
class Scene:
    """Posts of Jane's on Selby alone, in every state in which something may be done to them."""

    room: Newsroom
    out: PostView
    failed: PostView
    lost: PostView
    awaiting: PostView

    def attempt(self, action: str, eve: Principal) -> bool:
        """Whether it happened. Of a request, all that is wrong may be that there is no such account."""
        try:
            getattr(self, action)(eve)
        except Unknown:
            return False
        except Unacceptable as refusal:
            return {problem.code for problem in refusal.problems} != {ProblemCode.ACCOUNT_UNKNOWN}
        return True

    def publish(self, eve):
        accepted = self.room.use.accept_post(a_request(text="From Eve."), "key", eve)
        assert accepted.view.post.state in (PostState.ACCEPTED, PostState.AWAITING_APPROVAL)

    def publish_without_approval(self, eve):
        accepted = self.room.use.accept_post(a_request(text="From Eve."), "key", eve)
        if accepted.view.post.state is not PostState.ACCEPTED:
            raise Unknown

    def reply(self, eve):
        request = a_request(text="From Eve.", reply_to=MessageKey(SELBY, Surface.MENTION, "1001"))
        self.room.use.accept_post(request, "key", eve)

    def see(self, eve):
        self.room.use.read_post(self.out.post.id, eve)

    def listed(self, eve):
        if not self.room.use.list_posts(eve).posts:
            raise Unknown

    def approve(self, eve):
        self.room.use.approve_post(self.awaiting.post.id, eve)

    def reject(self, eve):
        self.room.use.reject_post(self.awaiting.post.id, eve, "No.")

    def withdraw(self, eve):
        self.room.use.withdraw_post(self.out.post.id, eve)

    def edit(self, eve):
        self.room.use.edit_post(self.awaiting.post.id, lambda request: replace(request, text="Eve's."), eve)

    def retry(self, eve):
        self.room.use.retry_delivery(self.failed.post.id, SELBY, eve)

    def confirm(self, eve):
        self.room.use.confirm_delivery(self.lost.post.id, SELBY, eve, ConfirmationOutcome.NOT_PUBLISHED)

    def freeze(self, eve):
        self.room.use.set_freeze(SELBY, eve)

    def lift(self, eve):
        self.room.use.set_freeze(SELBY, bob())
        self.room.use.lift_freeze(SELBY, eve)

    def freeze_the_force(self, eve):
        self.room.use.set_freeze(None, eve)

    def withhold_a_name(self, eve):
        self.room.use.withhold_name(JANE, eve)

    def restore_a_name(self, eve):
        self.room.use.restore_name(JANE, eve)


@pytest.fixture
def scene():
    room = Newsroom()
    room.messages.add([a_message(an_inbound(), account=SELBY)])
    out, failed, lost = room.accepted(), room.accepted(), room.accepted()
    room.goes_out(out)
    room.becomes(failed, DeliveryState.FAILED)
    room.becomes(lost, DeliveryState.UNCONFIRMED)
    awaiting = room.accepted(principal=jane("draft:selby-bluesky"))
    return Scene(room, out, failed, lost, awaiting)


ON_THE_ACCOUNT = {
    "publish": {Action.DRAFT, Action.PUBLISH},
    "publish_without_approval": {Action.PUBLISH},
    "reply": {Action.DRAFT, Action.REPLY},
    "see": {Action.VIEW, Action.APPROVE, Action.WITHDRAW, Action.ADMINISTER},
    "listed": {Action.VIEW, Action.APPROVE, Action.WITHDRAW, Action.ADMINISTER},
    "approve": {Action.APPROVE},
    "reject": {Action.APPROVE},
    "withdraw": {Action.WITHDRAW},
    "edit": set(),
    "freeze": {Action.ADMINISTER},
    "lift": {Action.ADMINISTER},
}
EVERYWHERE = {
    "freeze_the_force": {Action.ADMINISTER},
    "withhold_a_name": {Action.ADMINISTER},
    "restore_a_name": {Action.ADMINISTER},
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", [*ON_THE_ACCOUNT, *EVERYWHERE])
def test_a_role_opens_its_own_action_on_its_own_account_and_nothing_else(scene, action, role, place):
    eve = somebody(EVE, f"{role}:{'*' if place is WORLD else place}")
    is_there = place in (SELBY, WORLD) if action in ON_THE_ACCOUNT else place is WORLD
    permitted = role in (ON_THE_ACCOUNT | EVERYWHERE)[action] and is_there
    assert scene.attempt(action, eve) is permitted


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ["retry", "confirm"])
def test_settling_a_delivery_of_others_takes_the_right_to_speak_there_and_to_see_it(scene, action, role, place):
    sees = somebody(EVE, f"{role}:{'*' if place is WORLD else place}", "view:selby-bluesky")
    speaks_only = somebody(EVE, f"{role}:{'*' if place is WORLD else place}")
    assert scene.attempt(action, speaks_only) is False
    assert scene.attempt(action, sees) is (role is Action.PUBLISH and place in (SELBY, WORLD))


@pytest.mark.parametrize("action", [*ON_THE_ACCOUNT, *EVERYWHERE, "retry", "confirm"])
def test_somebody_without_a_role_can_do_nothing_and_leaves_no_trace(scene, action):
    before = list(scene.room.trail.deeds)
    assert scene.attempt(action, somebody(EVE)) is False
    told = [deed for deed in scene.room.trail.deeds if deed not in before]
    assert [deed for deed in told if deed.actor == EVE] == []


@pytest.mark.parametrize("action", ["see", "approve", "reject", "withdraw", "edit", "retry", "confirm"])
def test_every_refusal_reads_as_if_there_were_no_such_post(scene, action):
    with pytest.raises(Unknown) as refusal:
        getattr(scene, action)(somebody(EVE, "publish:york-mastodon", "approve:york-mastodon"))
    assert str(refusal.value) == "there is no such post"


def test_a_role_on_one_account_of_a_post_does_not_decide_about_the_other(scene):
    room = scene.room
    both = room.accepted(a_request(SELBY, CAREFUL))
    half = somebody(EVE, "approve:selby-bluesky", "withdraw:selby-bluesky", "view:*")
    for act in (
        lambda: room.use.approve_post(both.post.id, half),
        lambda: room.use.withdraw_post(both.post.id, half),
    ):
        with pytest.raises(Unknown):
            act()
    assert room.post(both).state is PostState.AWAITING_APPROVAL


def test_two_people_are_needed_even_if_each_may_do_everything(scene):
    room = scene.room
    mine = room.accepted(a_request(CAREFUL, attribution=AttributionForm.NONE), bob())
    room.use.set_freeze(None, bob())
    for act in (lambda: room.use.approve_post(mine.post.id, bob()), lambda: room.use.lift_freeze(None, bob())):
        with pytest.raises(Conflict):
            act()
