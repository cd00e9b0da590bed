"""Whether a reply can be made as it is meant: to a message that is there, where it was received."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchdesk.core.account import Account, Surface
from watchdesk.core.message import Inbound, Message, MessageKey
from watchdesk.core.platform_facts import Capability, FactsByPlatform
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.core.text_rules import is_id
from watchdesk.inbox.ports.messages import MessageArchive
from watchdesk.publishing.domain.post_request import PostRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyCheck:
    problems: tuple[Problem, ...] = ()
    handle: str = ""
    """Whom the text must name to reach them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReply:
    archive: MessageArchive
    facts: FactsByPlatform

    def __call__(self, request: PostRequest, accounts: Sequence[Account]) -> ReplyCheck:
        """`accounts` are those the principal may use: of a message on any other, nothing is said."""
        key = request.reply_to
        if key is None:
            return ReplyCheck()
        if set(request.accounts) != {key.account}:
            message = "A reply goes out on one account: the one that received the message."
            return _refused(ProblemCode.REPLY_ELSEWHERE, message)
        account = next((each for each in accounts if each.id == key.account), None)
        return self._to(key, account, request) if account else ReplyCheck()

    def _to(self, key: MessageKey, account: Account, request: PostRequest) -> ReplyCheck:
        facts = self.facts[account.platform]
        if is_private_message(key) and Capability.REPLY_PRIVATELY not in facts.can:
            message = "A post would make the answer public: answer in the conversation itself."
            return _refused(ProblemCode.REPLY_PRIVATE, message)
        answered = self._message(key)
        if answered is None or answered.deleted_at or not isinstance(answered.body, Inbound):
            return _refused(ProblemCode.REPLY_UNKNOWN, "There is no such message any more.")
        if is_private_message(key) and request.images and Capability.IMAGES_PRIVATELY not in facts.can:
            text = f"Leave the images out: direct messages on {account.platform} carry none."
            return ReplyCheck(problems=(Problem(code=ProblemCode.TOO_MANY_IMAGES, field="images", message=text),))
        return ReplyCheck(handle=answered.body.author.handle if facts.reply_names_recipient else "")

    def _message(self, key: MessageKey) -> Message | None:
        return self.archive.message(key) if is_id(str(key)) else None


def is_private_message(key: MessageKey | None) -> bool:
    return key is not None and key.surface is Surface.DIRECT_MESSAGE


def _refused(code: ProblemCode, message: str) -> ReplyCheck:
    return ReplyCheck(problems=(Problem(code=code, field="reply_to", message=message),))
