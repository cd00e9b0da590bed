"""Compose the exact parts that an account would show, by the rules of its platform."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchdesk.core.account import Account
from watchdesk.core.errors import Refused
from watchdesk.core.platform_facts import Capability, FactsByPlatform, PlatformFacts
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.publishing.domain.cost import cost_of
from watchdesk.publishing.domain.post import Visibility
from watchdesk.publishing.domain.post_request import AccountPreview, PostRequest
from watchdesk.publishing.domain.signature import signature
from watchdesk.publishing.ports.text_rules import Measure, TextRules

MAX_PARTS = 25
"""A text that needs more parts than this is not split."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposeParts:
    rules: TextRules
    facts: FactsByPlatform

    def __call__(
        self, request: PostRequest, account: Account, name: str, *, needs_approval: bool
    ) -> tuple[AccountPreview, tuple[Problem, ...]]:
        """Return the preview with `name` under the text, and the problems.

        The request must hold no forbidden characters. `name` is the attribution as the directory renders it.
        """
        text = request.text_for(account.platform)
        suffix = signature(text, name)
        parts, refusal = self._parts(request, account, text, suffix)
        measures = [self._measure(request, account, part) for part in parts]
        longest = max(measures, key=lambda measure: measure.length - measure.limit)
        field = f"variants.{account.platform}" if account.platform in request.variants else "text"
        problems = [Problem(code=code, field=field, message=why, account=account.id) for code, why in refusal]
        if not longest.fits and not problems:
            message = f"Shorten it by {longest.length - longest.limit} {longest.unit} of {longest.length}."
            problems = [Problem(code=ProblemCode.TOO_LONG, field=field, message=message, account=account.id)]
        preview = AccountPreview(
            account=account.id,
            parts=tuple(parts),
            length=longest.length,
            limit=longest.limit,
            unit=longest.unit,
            needs_approval=needs_approval,
            links=tuple(link for part in parts for link in self.rules.links(account, part)),
            cost=cost_of(self.facts[account.platform].price, parts),
        )
        return preview, (*problems, *unsupported_features(request, account, self.facts[account.platform]))

    def _parts(
        self, request: PostRequest, account: Account, text: str, suffix: str
    ) -> tuple[Sequence[str], list[tuple[ProblemCode, str]]]:
        """Return the parts, or the whole text and the reason why it cannot be split."""
        whole = [text + suffix]
        measure = self._measure(request, account, whole[0])
        if not request.split or measure.fits:
            return whole, []
        if reason := _unsplittable(request, measure):
            return whole, [(ProblemCode.CANNOT_BE_SPLIT, reason)]
        try:
            parts = self.rules.split(account, text, suffix)
        except Refused as refused:
            return whole, [(ProblemCode.CANNOT_BE_SPLIT, str(refused))]
        return parts, []

    def _measure(self, request: PostRequest, account: Account, part: str) -> Measure:
        reply_to = request.reply_to
        surface = reply_to.surface if reply_to and reply_to.account == account.id else None
        measured = self.rules.measure(account, part, surface)
        # The platform counts the warning with the text. The number of code points is never less than its count.
        is_counted = Capability.CONTENT_WARNING in self.facts[account.platform].can
        warning = len(request.content_warning) if is_counted else 0
        return Measure(length=measured.length + warning, limit=measured.limit, unit=measured.unit)


def _unsplittable(request: PostRequest, measure: Measure) -> str:
    """Explain why the text cannot be split. The splitter does not know how much room the warning takes."""
    if request.content_warning:
        return "Shorten it: a text with a content warning does not go out in parts."
    if request.answers_direct_message:
        return "Shorten it: an answer to a direct message does not go out in parts."
    if measure.length > measure.limit * MAX_PARTS:
        return f"Shorten it: it would take more than {MAX_PARTS} parts."
    return ""


def unsupported_features(request: PostRequest, account: Account, facts: PlatformFacts) -> Iterator[Problem]:
    """Yield what the platform cannot show. Nothing is left out without telling the author."""
    platform, can = account.platform, facts.can
    is_shown = Capability.CONTENT_WARNING in can or (Capability.IMAGE_WARNING in can and request.images)
    if request.content_warning and not is_shown:
        message = f"Remove the warning or leave this account out: {platform} shows no content warning here."
        code = ProblemCode.CONTENT_WARNING
        yield Problem(code=code, field="content_warning", message=message, account=account.id)
    if request.visibility is not Visibility.PUBLIC and Capability.UNLISTED not in can:
        message = f"Choose public or leave this account out: every post on {platform} is public."
        yield Problem(code=ProblemCode.VISIBILITY, field="visibility", message=message, account=account.id)
