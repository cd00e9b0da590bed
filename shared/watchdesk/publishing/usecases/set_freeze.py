"""Freeze an account or the whole force: nothing goes out until another person lifts the freeze."""

from dataclasses import dataclass

from watchdesk.audit.record_event import RecordEvent
from watchdesk.core.account import AccountId
from watchdesk.core.errors import Conflict, ConflictCode, Unacceptable
from watchdesk.core.principal import Principal, Subject
from watchdesk.publishing.domain.freeze import WHOLE_FORCE, Freeze, FreezeView
from watchdesk.publishing.domain.post import PostId
from watchdesk.publishing.domain.post_request import digest
from watchdesk.publishing.domain.request_checks import exemption_problems, note_problems
from watchdesk.publishing.ports.posts import Freezes
from watchdesk.publishing.usecases.find_freeze import FindFreeze
from watchdesk.publishing.usecases.find_held_deliveries import FindHeldDeliveries


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFreeze:
    find: FindFreeze
    freezes: Freezes
    find_held: FindHeldDeliveries
    record: RecordEvent

    def __call__(
        self,
        account: AccountId | None,
        principal: Principal,
        *,
        reason: str = "",
        exempt_subjects: frozenset[Subject] = frozenset(),
        exempt_posts: frozenset[PostId] = frozenset(),
    ) -> FreezeView:
        """Hold back this account, or with None all accounts. Further exemptions later need another person.

        Raises Unknown as FindFreeze does, TryLater, Unacceptable, and Conflict if the person who set the freeze
        adds exemptions to it.
        """
        stored = self.find(account, principal)
        if problems := [*note_problems(reason, "reason"), *exemption_problems(exempt_subjects | exempt_posts)]:
            raise Unacceptable(problems)
        freeze = Freeze(
            account=account,
            # The first person to set the freeze stays the one who may not lift it.
            by=stored.by if stored else principal.subject,
            at=stored.at if stored else self.record.clock.now(),
            reason=reason,
            exempt_subjects=exempt_subjects,
            exempt_posts=exempt_posts,
        )
        if stored and stored.by == principal.subject and freeze.exempts_more_than(stored):
            message = "Another person than the one who set the freeze must add exemptions."
            raise Conflict(ConflictCode.SAME_PERSON, message)
        exempt = " ".join(sorted({*exempt_subjects, *exempt_posts}))
        self.record(principal, "set_freeze", account or WHOLE_FORCE, reason=digest(reason), exempt=exempt)
        self.freezes.put(freeze)
        return self.find_held(freeze, principal)
