"""Tell the audit trail first: what cannot be recorded is not done."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.domain.audit import Deed
from watchdesk.domain.post import Post
from watchdesk.domain.principal import Principal
from watchdesk.ports import Clock
from watchdesk.ports.audit import AuditTrail


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeed:
    """Ids, codes and hashes; never a word of a post."""

    trail: AuditTrail
    clock: Clock

    def __call__(
        self, principal: Principal, action: str, about: str, at: datetime | None = None, **facts: str
    ) -> datetime:
        """The instant of the deed. Raises TryLater if it could not be recorded: then it must not be done.

        With `at`, of a deed that may have been told already: told again as of the same instant it is one deed.
        """
        at = at or self.clock.now()
        self.trail.add(Deed(actor=principal.subject, action=action, about=about, at=at, facts=facts))
        return at

    def of_post(
        self, principal: Principal, action: str, post: Post, at: datetime | None = None, **facts: str
    ) -> datetime:
        known = {"content": post.content_hash, "accounts": " ".join(post.accounts)}
        return self(principal, action, post.id, at, **known, **facts)
