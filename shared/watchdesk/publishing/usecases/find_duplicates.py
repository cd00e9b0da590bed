"""Whether the same words went to the same account a moment ago: a question, not a refusal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from watchdesk.core.account import Account
from watchdesk.core.clock import Clock
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.core.text_rules import is_empty
from watchdesk.publishing.domain.post import Post, PostState
from watchdesk.publishing.domain.post_request import PostRequest
from watchdesk.publishing.domain.signature import same_words
from watchdesk.publishing.ports.posts import PostList

DUPLICATE_WINDOW = timedelta(minutes=10)
BATCH_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FindDuplicates:
    listing: PostList
    clock: Clock

    def __call__(self, request: PostRequest, accounts: Sequence[Account], standing: Post | None) -> list[Problem]:
        """Told of each account once, whoever wrote the earlier post. `standing` is the post that is changed."""
        if request.confirm_duplicate or not accounts:
            return []
        recent = [post for post in self._recent() if standing is None or post.id != standing.id]
        return [_question(each) for each in accounts if any(_says_it(post, request, each) for post in recent)]

    def _recent(self) -> Iterator[Post]:
        since = self.clock.now() - DUPLICATE_WINDOW
        page: Sequence[Post] = self.listing.newest(BATCH_SIZE)
        while page:
            yield from (post for post in page if post.created_at >= since)
            page = self.listing.newest(BATCH_SIZE, page[-1].id) if page[-1].created_at >= since else ()


def _says_it(post: Post, request: PostRequest, account: Account) -> bool:
    if post.state in (PostState.WITHDRAWN, PostState.REJECTED) or account.id not in post.accounts:
        return False
    text = request.text_for(account.platform)
    return not is_empty(text) and same_words(post.text_for(account.platform), text)


def _question(account: Account) -> Problem:
    minutes = DUPLICATE_WINDOW // timedelta(minutes=1)
    message = f"The same words were handed in for this account within {minutes} minutes: confirm that it is meant."
    return Problem(code=ProblemCode.DUPLICATE, field="text", message=message, account=account.id)
