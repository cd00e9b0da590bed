"""Check whether a reply can be sent: to a message that exists, from the account that received it."""

from dataclasses import dataclass

from watchdesk.core.account import Account
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
    """The handle that the text must mention to reach the author of the message; empty if it need not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReply:
    archive: MessageArchive
    facts: FactsByPlatform

    def __call__(self, request: PostRequest, accounts: tuple[Account, ...]) -> ReplyCheck:
        """Return the check. `accounts` are those the principal may use; messages of others are not revealed."""
        key = request.reply_to
        if key is None:
            return ReplyCheck()
        if set(request.accounts) != {key.account}:
            message = "A reply goes out on one account: the one that received the message."
            return _refused(ProblemCode.REPLY_ELSEWHERE, message)
        account = next((account for account in accounts if account.id == key.account), None)
        return self._check_message(key, account, request) if account else ReplyCheck()

    def _check_message(self, key: MessageKey, account: Account, request: PostRequest) -> ReplyCheck:
        facts = self.facts[account.platform]
        if request.answers_direct_message and Capability.REPLY_PRIVATELY not in facts.can:
            message = "A post would make the answer public: answer in the conversation itself."
            return _refused(ProblemCode.REPLY_PRIVATE, message)
        answered = self._message(key)
        if answered is None or answered.deleted_at or not isinstance(answered.body, Inbound):
            return _refused(ProblemCode.REPLY_UNKNOWN, "There is no such message any more.")
        if request.answers_direct_message and request.images and Capability.IMAGES_PRIVATELY not in facts.can:
            text = f"Leave the images out: direct messages on {account.platform} carry none."
            return ReplyCheck(problems=(Problem(code=ProblemCode.TOO_MANY_IMAGES, field="images", message=text),))
        return ReplyCheck(handle=answered.body.author.handle if facts.reply_names_recipient else "")

    def _message(self, key: MessageKey) -> Message | None:
        return self.archive.message(key) if is_id(str(key)) else None


def _refused(code: ProblemCode, message: str) -> ReplyCheck:
    return ReplyCheck(problems=(Problem(code=code, field="reply_to", message=message),))
