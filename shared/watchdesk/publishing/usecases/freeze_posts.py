"""Hold everything back while something grave is happening, and let it go again: the latter takes two people."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.audit.record_event import RecordEvent
from watchdesk.core.account import AccountId
from watchdesk.core.errors import Conflict, Unacceptable, Unknown
from watchdesk.core.principal import Action, Principal, Subject
from watchdesk.core.problems import ConflictCode, Problem, ProblemCode
from watchdesk.core.text_rules import is_id
from watchdesk.publishing.domain.freeze import Freeze
from watchdesk.publishing.domain.post import Delivery, DeliveryState, PendingChange, Post, PostId
from watchdesk.publishing.domain.post_request import FreezeView, digest
from watchdesk.publishing.ports.posts import DeliveryQueue, Freezes, PostStore
from watchdesk.publishing.usecases.decide_post import note_problems
from watchdesk.register.ports import Register

MAX_EXEMPTIONS = 100
WHOLE_FORCE = "force"


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezePosts:
    """All need `administer` on the account; the whole force's freeze needs it on every account there is.

    All raise Unknown for an account that is not there or not theirs, and TryLater.
    """

    register: Register
    freezes: Freezes
    queue: DeliveryQueue
    posts: PostStore
    record: RecordEvent

    def set(
        self,
        account: AccountId | None,
        principal: Principal,
        *,
        reason: str = "",
        exempt_subjects: frozenset[Subject] = frozenset(),
        exempt_posts: frozenset[PostId] = frozenset(),
    ) -> FreezeView:
        """Hold back this account, or with None all of them. To exempt more later takes another person.

        Raises Unacceptable, and Conflict if whoever set it would make holes in it.
        """
        self._check(account, principal)
        if problems := _problems(reason, exempt_subjects | exempt_posts):
            raise Unacceptable(problems)
        standing = self._standing(account)
        freeze = Freeze(
            account=account,
            # Who set it first is still who may not lift it.
            by=standing.by if standing else principal.subject,
            at=standing.at if standing else self.record.clock.now(),
            reason=reason,
            exempt_subjects=exempt_subjects,
            exempt_posts=exempt_posts,
        )
        if standing and standing.by == principal.subject and _is_wider(freeze, standing):
            message = "Somebody other than who set the freeze must agree to more exemptions: let them set it."
            raise Conflict(ConflictCode.SAME_PERSON, message)
        exempt = " ".join(sorted({*exempt_subjects, *exempt_posts}))
        self.record(principal, "set_freeze", account or WHOLE_FORCE, reason=digest(reason), exempt=exempt)
        self.freezes.put(freeze)
        return FreezeView(freeze=freeze, holds=self._held(freeze, principal, self.queue.waiting()))

    def lift(self, account: AccountId | None, principal: Principal) -> None:
        """What it held goes out within a minute. Raises Conflict if there is none, or if they set it."""
        self._check(account, principal)
        standing = self._standing(account)
        if standing is None:
            raise Conflict(ConflictCode.NOT_FROZEN, "There is no freeze to lift.")
        if standing.by == principal.subject:
            message = "Somebody other than who set the freeze must lift it."
            raise Conflict(ConflictCode.SAME_PERSON, message)
        self.record(principal, "lift_freeze", account or WHOLE_FORCE, set_by=standing.by)
        self.freezes.lift(account)

    def all(self, principal: Principal) -> tuple[FreezeView, ...]:
        """Those that hold an account the principal administers, each with what it holds there."""
        waiting = self.queue.waiting()
        return tuple(
            FreezeView(freeze=freeze, holds=self._held(freeze, principal, waiting))
            for freeze in self.freezes.all()
            if self._concerns(freeze, principal)
        )

    def _concerns(self, freeze: Freeze, principal: Principal) -> bool:
        accounts = [freeze.account] if freeze.account else [each.id for each in self.register.accounts()]
        return any(principal.may(Action.ADMINISTER, account) for account in accounts)

    def _check(self, account: AccountId | None, principal: Principal) -> None:
        if account is None:
            may = principal.may_everywhere(Action.ADMINISTER)
        else:
            declared = self.register.account(account)
            may = declared is not None and principal.may(Action.ADMINISTER, account)
        if not may:
            raise Unknown("there is no such account")

    def _standing(self, account: AccountId | None) -> Freeze | None:
        return next((freeze for freeze in self.freezes.all() if freeze.account == account), None)

    def _held(
        self, freeze: Freeze, principal: Principal, waiting: Sequence[Delivery]
    ) -> tuple[tuple[PostId, AccountId], ...]:
        posts: dict[PostId, Post | None] = {}
        held = list[tuple[PostId, AccountId]]()
        for each in waiting:
            if each.state is not DeliveryState.ACCEPTED or each.wish is PendingChange.WITHDRAW:
                continue
            if each.post not in posts:
                posts[each.post] = self.posts.post(each.post)
            post = posts[each.post]
            if post and freeze.holds(post, each.account) and principal.may(Action.ADMINISTER, each.account):
                held.append((each.post, each.account))
        return tuple(held)


def _is_wider(freeze: Freeze, standing: Freeze) -> bool:
    """It exempts somebody or something that is held until now."""
    new_subjects = freeze.exempt_subjects - standing.exempt_subjects
    return bool(new_subjects or freeze.exempt_posts - standing.exempt_posts)


def _problems(reason: str, exempt: frozenset[str]) -> list[Problem]:
    problems = list(note_problems(reason, "reason"))
    if len(exempt) > MAX_EXEMPTIONS or not all(map(is_id, exempt)):
        message = f"Name at most {MAX_EXEMPTIONS} authors and posts, each by its id."
        problems.append(Problem(code=ProblemCode.EXEMPTION, field="exempt", message=message))
    return problems
