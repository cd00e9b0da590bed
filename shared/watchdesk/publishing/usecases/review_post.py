"""Look at a request from every side, and tell everything that is wrong with it at once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from watchdesk.core.account import Account
from watchdesk.core.clock import Clock
from watchdesk.core.platform_facts import FactsByPlatform
from watchdesk.core.principal import Principal, Subject
from watchdesk.core.problems import Advice, AdviceCode, Problem, ProblemCode
from watchdesk.core.text_rules import is_id
from watchdesk.publishing.domain.accessibility import advice_on
from watchdesk.publishing.domain.freeze import Freeze
from watchdesk.publishing.domain.image_checks import MAX_IMAGES, image_problems
from watchdesk.publishing.domain.mentions import with_mention
from watchdesk.publishing.domain.post import Attribution, Image, Post
from watchdesk.publishing.domain.post_request import PostRequest, Preview
from watchdesk.publishing.domain.request_checks import request_problems, time_problems
from watchdesk.publishing.ports.composing import Directory, Uploads
from watchdesk.publishing.ports.posts import Freezes
from watchdesk.publishing.usecases.check_reply import CheckReply
from watchdesk.publishing.usecases.choose_accounts import AccountChoice, ChooseAccounts
from watchdesk.publishing.usecases.compose_parts import ComposeParts
from watchdesk.publishing.usecases.find_duplicates import FindDuplicates
from watchdesk.register.domain.officer import AttributionForm, render

NO_ATTRIBUTION = Attribution(form=AttributionForm.NONE, text="")
_UNMEASURABLE = frozenset({ProblemCode.FIELD_TOO_LONG, ProblemCode.BROKEN_CHARACTER})


@dataclass(frozen=True, slots=True, kw_only=True)
class PostReview:
    """Without problems in its preview, it can become a post as it stands."""

    preview: Preview
    accounts: tuple[Account, ...]
    attribution: Attribution
    images: tuple[Image, ...]
    publish_at: datetime
    needs_approval: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPost:
    choose: ChooseAccounts
    compose: ComposeParts
    check_reply: CheckReply
    find_duplicates: FindDuplicates
    directory: Directory
    uploads: Uploads
    freezes: Freezes
    facts: FactsByPlatform
    clock: Clock

    def __call__(self, request: PostRequest, principal: Principal, standing: Post | None = None) -> PostReview:
        """With `standing`, as a change of that post. Raises nothing for what may be wrong with a request."""
        now = self.clock.now()
        chosen = self.choose(request, principal)
        attribution, unnamed = self._attribution(request, principal.subject)
        images, missing = self._images(request, principal.subject, standing)
        found = [*request_problems(request, now), *chosen.problems, *unnamed, *missing]
        answering = self.check_reply(request, chosen.accounts)
        found += answering.problems
        previews = []
        worded = _addressed(request, answering.handle)
        if not any(problem.code in _UNMEASURABLE for problem in found):
            for account in chosen.accounts:
                awaits = account.id in chosen.awaiting
                preview, wrong = self.compose(worded, account, attribution.text, needs_approval=awaits)
                previews.append(preview)
                found += [*wrong, *image_problems(account, self.facts[account.platform].images, images)]
            found += self.find_duplicates(request, chosen.accounts, standing)
        advice = tuple(self._advice(request, chosen, principal.subject, standing))
        at = request.publish_at
        is_later = at is not None and not list(time_problems(at, now))
        return PostReview(
            preview=Preview(accounts=tuple(previews), problems=tuple(found), advice=advice),
            accounts=chosen.accounts,
            attribution=attribution,
            images=images,
            publish_at=at.astimezone(UTC) if at and is_later else now,
            needs_approval=bool(chosen.awaiting),
        )

    def _attribution(self, request: PostRequest, author: Subject) -> tuple[Attribution, list[Problem]]:
        if request.attribution is AttributionForm.NONE:
            return NO_ATTRIBUTION, []
        officer = self.directory.officer(author)
        try:
            if officer is not None:
                return Attribution(form=request.attribution, text=render(officer, request.attribution)), []
        except ValueError:
            """Said below, in words that do not tell an unknown officer from a withheld name."""
        message = "Your name cannot be shown in this form: choose another, or none."
        return NO_ATTRIBUTION, [Problem(code=ProblemCode.ATTRIBUTION, field="attribution", message=message)]

    def _images(
        self, request: PostRequest, owner: Subject, standing: Post | None
    ) -> tuple[tuple[Image, ...], list[Problem]]:
        """Somebody else's image and one that was never uploaded read the same."""
        kept = {image.id: image for image in standing.images} if standing else {}
        images, problems = list[Image](), list[Problem]()
        for index, attached in enumerate(request.images[:MAX_IMAGES]):
            found = self.uploads.upload(attached.media) if is_id(attached.media) else None
            source = found if found and found.by == owner else kept.get(attached.media)
            if source is None:
                message = "Upload it again: there is no such image of yours."
                field = f"images.{index}.media"
                problems.append(Problem(code=ProblemCode.IMAGE_UNKNOWN, field=field, message=message))
                continue
            images.append(
                Image(
                    id=source.id,
                    alt=attached.alt,
                    content_type=source.content_type,
                    size=source.size,
                    width=source.width,
                    height=source.height,
                    sha256=source.sha256,
                )
            )
        return tuple(images), problems

    def _advice(
        self, request: PostRequest, chosen: AccountChoice, author: Subject, standing: Post | None
    ) -> Iterator[Advice]:
        for text in dict.fromkeys(request.text_for(each.platform) for each in chosen.accounts):
            yield from advice_on(text)
        freezes = [each for each in self.freezes.all() if not _is_exempt(each, author, standing)]
        frozen = {freeze.account for freeze in freezes}
        for account in chosen.accounts:
            if account.id in chosen.awaiting:
                message = "Somebody else must approve it before it goes out."
                yield Advice(code=AdviceCode.NEEDS_APPROVAL, message=message, account=account.id)
            if not frozen.isdisjoint({None, account.id}):
                message = "Nothing goes out on this account now: it will wait until the freeze is lifted."
                yield Advice(code=AdviceCode.FROZEN, message=message, account=account.id)


def _is_exempt(freeze: Freeze, author: Subject, standing: Post | None) -> bool:
    return author in freeze.exempt_subjects or (standing is not None and standing.id in freeze.exempt_posts)


def _addressed(request: PostRequest, handle: str) -> PostRequest:
    """As it must read to reach whom it answers, seen in the preview and counted as it will go out."""
    if not handle:
        return request
    variants = {platform: with_mention(text, handle) for platform, text in request.variants.items()}
    return replace(request, text=with_mention(request.text, handle), variants=variants)
