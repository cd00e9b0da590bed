"""Choose the accounts of a request that exist, publish, and may be used by the principal."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.core.account import Account, AccountId, AccountState
from watchdesk.core.platform_facts import Capability, FactsByPlatform
from watchdesk.core.principal import Principal
from watchdesk.core.problems import Problem, ProblemCode
from watchdesk.publishing.domain.post_access import may_submit, required_action
from watchdesk.publishing.domain.post_request import PostRequest
from watchdesk.publishing.domain.request_checks import MAX_ACCOUNTS
from watchdesk.register.ports import Register

NEEDS_APPROVAL = "needs_approval"
"""The option of an account on which another person must approve every post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChoice:
    accounts: tuple[Account, ...]
    """The accounts that may be used, in the order of the request."""
    awaiting: frozenset[AccountId]
    """The accounts among them on which another person must approve."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseAccounts:
    register: Register
    facts: FactsByPlatform

    def __call__(self, request: PostRequest, principal: Principal) -> AccountChoice:
        """Return the usable accounts and the problems of the others.

        An account that the principal may not use is reported like one that does not exist.
        """
        declared = {account.id: account for account in self.register.accounts()}
        wanted = tuple(dict.fromkeys(request.accounts))[:MAX_ACCOUNTS]
        permitted = [
            identity for identity in wanted if identity in declared and may_submit(principal, request, identity)
        ]
        problems = [_unknown(request, identity) for identity in wanted if identity not in permitted]
        usable = list[Account]()
        for account in (declared[identity] for identity in permitted):
            faults = list(self._account_faults(account, request))
            problems += faults
            usable += () if faults else (account,)
        awaiting = frozenset(account.id for account in usable if _needs_approval(principal, request, account))
        return AccountChoice(accounts=tuple(usable), awaiting=awaiting, problems=tuple(problems))

    def _account_faults(self, account: Account, request: PostRequest) -> Iterator[Problem]:
        field = f"accounts.{request.accounts.index(account.id)}"
        if problem := account_state_problem(account, field, is_reply=request.is_reply):
            yield problem
        if Capability.PUBLISH not in self.facts[account.platform].can:
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


def _unknown(request: PostRequest, account: AccountId) -> Problem:
    message = "Leave this account out: it does not exist, or you may not use it."
    field = f"accounts.{request.accounts.index(account)}"
    return Problem(code=ProblemCode.ACCOUNT_UNKNOWN, field=field, message=message, account=account)


def _needs_approval(principal: Principal, request: PostRequest, account: Account) -> bool:
    may_publish = principal.may(required_action(is_reply=request.is_reply), account.id)
    return account.options.get(NEEDS_APPROVAL, False) or not may_publish
