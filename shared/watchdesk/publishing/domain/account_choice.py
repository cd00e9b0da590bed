"""Which accounts of a request can publish it, and on which of them another person must approve."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.core.account import Account, AccountId, AccountState
from watchdesk.core.platform_facts import Capability, PlatformFacts
from watchdesk.core.problems import Advice, AdviceCode, Problem, ProblemCode
from watchdesk.publishing.domain.post_request import PostRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChoice:
    accounts: tuple[Account, ...]
    """The accounts that may be used, in the order of the request."""
    awaiting: frozenset[AccountId]
    """The accounts among them on which another person must approve."""
    problems: tuple[Problem, ...]

    def approval_advice(self) -> Iterator[Advice]:
        """Yield one piece of advice for each account that awaits an approval."""
        for account in self.accounts:
            if account.id in self.awaiting:
                message = "Another person must approve the post before it goes out."
                yield Advice(code=AdviceCode.NEEDS_APPROVAL, message=message, account=account.id)


def account_problems(account: Account, request: PostRequest, facts: PlatformFacts) -> Iterator[Problem]:
    """Yield why the account cannot publish the request."""
    field = f"accounts.{request.accounts.index(account.id)}"
    if problem := account_state_problem(account, field, is_reply=request.is_reply):
        yield problem
    if Capability.PUBLISH not in facts.can:
        message = f"Leave this account out: Watchdesk cannot publish on {account.platform} yet."
        code = ProblemCode.PLATFORM_WITHOUT_OUTLET
        yield Problem(code=code, field=field, message=message, account=account.id)


def account_state_problem(account: Account, field: str, *, is_reply: bool) -> Problem | None:
    """Return the problem of an account that no longer publishes. A draining account still sends replies."""
    instead = f": choose {account.successor} instead." if account.successor else ": leave it out."
    match account.state:
        case AccountState.RETIRED:
            code, message = ProblemCode.ACCOUNT_RETIRED, "This account has been retired" + instead
        case AccountState.DRAINING if not is_reply:
            code, message = ProblemCode.ACCOUNT_DRAINING, "This account only sends replies now" + instead
        case _:
            return None
    return Problem(code=code, field=field, message=message, account=account.id)


def unknown_account(account: AccountId, request: PostRequest) -> Problem:
    """Return the problem of an account that does not exist or that the principal may not use."""
    message = "Leave this account out: it does not exist, or you may not use it."
    field = f"accounts.{request.accounts.index(account)}"
    return Problem(code=ProblemCode.ACCOUNT_UNKNOWN, field=field, message=message, account=account)


def removed_account(account: AccountId, field: str) -> Problem:
    """Return the problem of an account that has left the register since the post was submitted."""
    message = "The account is no longer in the register: reject the post."
    return Problem(code=ProblemCode.ACCOUNT_UNKNOWN, field=field, message=message, account=account)
