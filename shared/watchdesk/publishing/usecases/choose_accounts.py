"""Which of the accounts asked for may be used, by this principal and at all."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.core.account import Account, AccountId, AccountState
from watchdesk.core.platform_facts import Capability, FactsByPlatform
from watchdesk.core.principal import Action, Principal
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.publishing.domain.post_request import PostRequest
from watchdesk.publishing.domain.request_checks import MAX_ACCOUNTS
from watchdesk.register.ports import Register

NEEDS_APPROVAL = "needs_approval"
"""The account's option: every post on it is approved by somebody else first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChoice:
    accounts: tuple[Account, ...]
    """Those that may be used, in the order asked for."""
    awaiting: frozenset[AccountId]
    """Those of them on which somebody else must approve."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseAccounts:
    register: Register
    facts: FactsByPlatform

    def __call__(self, request: PostRequest, principal: Principal) -> AccountChoice:
        """To the principal, an account that is not theirs and one that does not exist read the same."""
        declared = {account.id: account for account in self.register.accounts()}
        wanted = tuple(dict.fromkeys(request.accounts))[:MAX_ACCOUNTS]
        permitted = [each for each in wanted if each in declared and may_submit(principal, request, each)]
        problems = [_unknown(request, each) for each in wanted if each not in permitted]
        usable = list[Account]()
        for account in (declared[each] for each in permitted):
            wrong = list(self._wrong_with(account, request))
            problems += wrong
            usable += () if wrong else (account,)
        awaiting = frozenset(each.id for each in usable if _awaits(principal, request, each))
        return AccountChoice(accounts=tuple(usable), awaiting=awaiting, problems=tuple(problems))

    def _wrong_with(self, account: Account, request: PostRequest) -> Iterator[Problem]:
        field = f"accounts.{request.accounts.index(account.id)}"
        if problem := account_state_problem(account, field, is_reply=request.reply_to is not None):
            yield problem
        if Capability.PUBLISH not in self.facts[account.platform].can:
            message = f"Leave it out: nothing can be posted to {account.platform} from here yet."
            code = ProblemCode.PLATFORM_WITHOUT_OUTLET
            yield Problem(code=code, field=field, message=message, account=account.id)


def required_action(*, is_reply: bool) -> Action:
    """What lets somebody say something on an account without anybody's approval."""
    return Action.REPLY if is_reply else Action.PUBLISH


def may_submit(principal: Principal, request: PostRequest, account: AccountId) -> bool:
    return principal.may_any({Action.DRAFT, required_action(is_reply=request.reply_to is not None)}, account)


def account_state_problem(account: Account, field: str, *, is_reply: bool) -> Problem | None:
    """A retired account says nothing, and a draining one only answers."""
    instead = f": choose {account.successor} instead." if account.successor else ": leave it out."
    match account.state:
        case AccountState.RETIRED:
            code, message = ProblemCode.ACCOUNT_RETIRED, "It has been retired" + instead
        case AccountState.DRAINING if not is_reply:
            code, message = ProblemCode.ACCOUNT_DRAINING, "It only answers now" + instead
        case _:
            return None
    return Problem(code=code, field=field, message=message, account=account.id)


def _unknown(request: PostRequest, account: AccountId) -> Problem:
    message = "Leave it out: there is no such account for you."
    field = f"accounts.{request.accounts.index(account)}"
    return Problem(code=ProblemCode.ACCOUNT_UNKNOWN, field=field, message=message, account=account)


def _awaits(principal: Principal, request: PostRequest, account: Account) -> bool:
    is_free = principal.may(required_action(is_reply=request.reply_to is not None), account.id)
    return account.options.get(NEEDS_APPROVAL, False) or not is_free
