"""Whether a reply can be made as it is meant: to a message that is there, where it was written, in public."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.domain.account import Account, Platform, Surface
from watchdesk.domain.message import Inbound, MessageKey
from watchdesk.domain.post_request import PostRequest
from watchdesk.domain.problems import Advice, AdviceCode, Problem, ProblemCode
from watchdesk.domain.text_checks import is_id
from watchdesk.ports import MessageArchive

MENTIONS = frozenset({Platform.MASTODON})
"""Where whoever is answered is told only if the text names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReply:
    archive: MessageArchive

    def __call__(self, request: PostRequest, accounts: Sequence[Account]) -> tuple[list[Problem], list[Advice]]:
        """`accounts` are those the principal may use: of a message on any other, nothing is said."""
        key = request.reply_to
        if key is None:
            return [], []
        if tuple(request.accounts) != (key.account,):
            message = "A reply goes out on one account: the one that received the message."
            return [_problem(ProblemCode.REPLY_ELSEWHERE, message)], []
        if key.surface is Surface.DIRECT_MESSAGE:
            message = "A post would make the answer public: answer in the conversation itself."
            return [_problem(ProblemCode.REPLY_PRIVATE, message)], []
        account = next((each for each in accounts if each.id == key.account), None)
        return self._target(request, key, account) if account else ([], [])

    def _target(
        self, request: PostRequest, key: MessageKey, account: Account
    ) -> tuple[list[Problem], list[Advice]]:
        message = self.archive.message(key) if is_id(str(key)) else None
        if message is None or message.deleted_at or not isinstance(message.body, Inbound):
            text = "There is no such message any more: it may have been deleted."
            return [_problem(ProblemCode.REPLY_UNKNOWN, text)], []
        handle = message.body.author.handle.removeprefix("@").casefold()
        is_told = account.platform not in MENTIONS or f"@{handle}" in request.text_for(account.platform).casefold()
        text = "Whoever is answered is only told if the text holds their handle."
        advice = Advice(code=AdviceCode.REPLY_WITHOUT_MENTION, message=text, account=account.id)
        return [], [] if is_told else [advice]


def _problem(code: ProblemCode, message: str) -> Problem:
    return Problem(code=code, field="reply_to", message=message)
