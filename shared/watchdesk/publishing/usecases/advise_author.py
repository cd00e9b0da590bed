"""Advise the author on texts that are hard to read, on approvals and on freezes. Advice never stops a post."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.core.principal import Subject
from watchdesk.core.problems import Advice, AdviceCode
from watchdesk.publishing.domain.accessibility import advice_on
from watchdesk.publishing.domain.post import Post
from watchdesk.publishing.domain.post_request import PostRequest
from watchdesk.publishing.ports.posts import Freezes
from watchdesk.publishing.usecases.choose_accounts import AccountChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviseAuthor:
    freezes: Freezes

    def __call__(
        self, request: PostRequest, choice: AccountChoice, author: Subject, edited: Post | None
    ) -> Iterator[Advice]:
        """Yield the advice on the texts, then for each account. `edited` is the post that an edit changes."""
        for text in dict.fromkeys(request.text_for(account.platform) for account in choice.accounts):
            yield from advice_on(text)
        frozen = {freeze.account for freeze in self.freezes.all() if not freeze.exempts(author, edited)}
        for account in choice.accounts:
            if account.id in choice.awaiting:
                message = "Another person must approve the post before it goes out."
                yield Advice(code=AdviceCode.NEEDS_APPROVAL, message=message, account=account.id)
            if not frozen.isdisjoint({None, account.id}):
                message = "Nothing goes out on this account now: the post waits until the freeze is lifted."
                yield Advice(code=AdviceCode.FROZEN, message=message, account=account.id)
