"""Warn the author of a freeze that will hold the post back. The warning stops nothing."""

from dataclasses import dataclass

from watchdesk.core.account import Account
from watchdesk.core.principal import Subject
from watchdesk.core.problems import Advice, AdviceCode
from watchdesk.publishing.domain.post import Post
from watchdesk.publishing.ports.posts import Freezes


@dataclass(frozen=True, slots=True, kw_only=True)
class WarnOfFreezes:
    freezes: Freezes

    def __call__(self, accounts: tuple[Account, ...], author: Subject, edited: Post | None) -> list[Advice]:
        """Return one piece of advice for each frozen account. `edited` is the post that an edit changes."""
        frozen = {freeze.account for freeze in self.freezes.all() if not freeze.exempts(author, edited)}
        message = "Nothing goes out on this account now: the post waits until the freeze is lifted."
        return [
            Advice(code=AdviceCode.FROZEN, message=message, account=account.id)
            for account in accounts
            if not frozen.isdisjoint({None, account.id})
        ]
