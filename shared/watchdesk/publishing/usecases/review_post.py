"""Review a request with every check, and report all problems at once."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.account import Account, AccountId
from watchdesk.core.clock import Clock
from watchdesk.core.platform_facts import FactsByPlatform
from watchdesk.core.principal import Principal, Subject
from watchdesk.core.problems import Advice, Problem, ProblemCode
from watchdesk.publishing.domain.accessibility import advice_on
from watchdesk.publishing.domain.account_choice import AccountChoice
from watchdesk.publishing.domain.attribution import Attribution
from watchdesk.publishing.domain.image_checks import MAX_IMAGES, image_problems
from watchdesk.publishing.domain.mentions import request_with_mention
from watchdesk.publishing.domain.post import Image, Post
from watchdesk.publishing.domain.post_request import AccountPreview, PostRequest, Preview
from watchdesk.publishing.domain.request_checks import publish_time, request_problems
from watchdesk.publishing.domain.typed_text import advice_on_changes, plain_request
from watchdesk.publishing.usecases.check_reply import CheckReply
from watchdesk.publishing.usecases.choose_accounts import ChooseAccounts
from watchdesk.publishing.usecases.choose_attribution import ChooseAttribution
from watchdesk.publishing.usecases.compose_parts import ComposeParts
from watchdesk.publishing.usecases.find_duplicates import FindDuplicates
from watchdesk.publishing.usecases.find_images import FindImages
from watchdesk.publishing.usecases.warn_of_freezes import WarnOfFreezes

_UNMEASURABLE = frozenset({ProblemCode.FIELD_TOO_LONG, ProblemCode.BROKEN_CHARACTER})


@dataclass(frozen=True, slots=True, kw_only=True)
class PostReview:
    """The result of a review. Without problems in its preview, it can become a post."""

    request: PostRequest
    """The request with its texts made plain, as the post will hold them."""
    preview: Preview
    accounts: tuple[Account, ...]
    attribution: Attribution
    images: tuple[Image, ...]
    publish_at: datetime
    needs_approval: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPost:
    choose_accounts: ChooseAccounts
    choose_attribution: ChooseAttribution
    find_images: FindImages
    check_reply: CheckReply
    compose: ComposeParts
    find_duplicates: FindDuplicates
    warn_of_freezes: WarnOfFreezes
    facts: FactsByPlatform
    clock: Clock

    def __call__(self, request: PostRequest, principal: Principal, edited: Post | None = None) -> PostReview:
        """Return the review. With `edited`, the request is an edit of that post. A problem raises nothing."""
        now, author = self.clock.now(), principal.subject
        changes, request = tuple(advice_on_changes(request)), plain_request(request)
        choice = self.choose_accounts(request, principal)
        attribution, unnamed = self.choose_attribution(request.attribution, author)
        images, missing = self.find_images(request.images[:MAX_IMAGES], author, edited)
        problems = [*request_problems(request, now), *choice.problems, *unnamed, *missing]
        reply = self.check_reply(request, choice.accounts)
        problems += reply.problems
        previews = list[AccountPreview]()
        if not any(problem.code in _UNMEASURABLE for problem in problems):
            previews, found = self._previews(
                request_with_mention(request, reply.handle), choice, attribution, images
            )
            problems += [*found, *self.find_duplicates(request, choice.accounts, edited)]
        advice = self._advice(request, choice, author, edited)
        return PostReview(
            request=request,
            preview=Preview(accounts=tuple(previews), problems=tuple(problems), advice=(*changes, *advice)),
            accounts=choice.accounts,
            attribution=attribution,
            images=images,
            publish_at=publish_time(request, now),
            needs_approval=bool(choice.awaiting),
        )

    def _advice(
        self, request: PostRequest, choice: AccountChoice, author: Subject, edited: Post | None
    ) -> tuple[Advice, ...]:
        """Return the advice on the texts, then that on each account in the order of the request."""
        texts = dict.fromkeys(request.text_for(account.platform) for account in choice.accounts)
        on_texts = [advice for text in texts for advice in advice_on(text)]
        order: dict[AccountId | None, int] = {account.id: i for i, account in enumerate(choice.accounts)}
        on_accounts = [*choice.approval_advice(), *self.warn_of_freezes(choice.accounts, author, edited)]
        return (*on_texts, *sorted(on_accounts, key=lambda advice: order[advice.account]))

    def _previews(
        self, request: PostRequest, choice: AccountChoice, attribution: Attribution, images: tuple[Image, ...]
    ) -> tuple[list[AccountPreview], list[Problem]]:
        previews, problems = list[AccountPreview](), list[Problem]()
        for account in choice.accounts:
            awaits = account.id in choice.awaiting
            preview, found = self.compose(request, account, attribution.text, needs_approval=awaits)
            previews.append(preview)
            problems += [*found, *image_problems(account, self.facts[account.platform].images, images)]
        return previews, problems
