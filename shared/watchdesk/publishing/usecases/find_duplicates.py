"""Find accounts to which the same text went a moment ago. The author may confirm that this is intended."""

from dataclasses import dataclass
from datetime import timedelta

from watchdesk.core.account import Account
from watchdesk.core.clock import Clock
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.publishing.domain.post import Post
from watchdesk.publishing.domain.post_request import PostRequest
from watchdesk.publishing.ports.posts import PostList

DUPLICATE_WINDOW = timedelta(minutes=10)
BATCH_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FindDuplicates:
    listing: PostList
    clock: Clock

    def __call__(self, request: PostRequest, accounts: tuple[Account, ...], edited: Post | None) -> list[Problem]:
        """Return one problem for each account with the same text. `edited` is the post that an edit changes."""
        if request.confirm_duplicate or not accounts:
            return []
        recent = [post for post in self._recent() if edited is None or post.id != edited.id]
        return [
            _problem(account) for account in accounts if any(request.repeats(post, account) for post in recent)
        ]

    def _recent(self) -> list[Post]:
        since = self.clock.now() - DUPLICATE_WINDOW
        recent = list[Post]()
        batch = self.listing.newest(BATCH_SIZE)
        while batch:
            recent += [post for post in batch if post.created_at >= since]
            batch = self.listing.newest(BATCH_SIZE, batch[-1].id) if batch[-1].created_at >= since else ()
        return recent


def _problem(account: Account) -> Problem:
    minutes = DUPLICATE_WINDOW // timedelta(minutes=1)
    message = (
        f"The same words were submitted for this account within {minutes} minutes: confirm that this is intended."
    )
    return Problem(code=ProblemCode.DUPLICATE, field="text", message=message, account=account.id)
