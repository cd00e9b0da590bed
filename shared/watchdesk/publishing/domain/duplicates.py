"""When a request repeats an earlier post."""

from watchdesk.core.account import Account
from watchdesk.core.text_rules import is_empty
from watchdesk.publishing.domain.post import Post, PostState
from watchdesk.publishing.domain.post_request import PostRequest
from watchdesk.publishing.domain.signature import same_words


def repeats(request: PostRequest, post: Post, account: Account) -> bool:
    """Say whether the request has the same words for this account as the post. Withdrawn posts do not count."""
    if post.state in (PostState.WITHDRAWN, PostState.REJECTED) or account.id not in post.accounts:
        return False
    text = request.text_for(account.platform)
    return not is_empty(text) and same_words(post.text_for(account.platform), text)
