"""Choose the accounts of a request that exist, publish, and may be used by the principal."""

from dataclasses import dataclass

from watchdesk.core.account import Account
from watchdesk.core.platform_facts import FactsByPlatform
from watchdesk.core.principal import Principal
from watchdesk.publishing.domain.account_choice import AccountChoice, account_problems, unknown_account
from watchdesk.publishing.domain.post_access import may_submit, required_action
from watchdesk.publishing.domain.post_request import PostRequest
from watchdesk.register.ports import Register

NEEDS_APPROVAL = "needs_approval"
"""The option of an account on which another person must approve every post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseAccounts:
    register: Register
    facts: FactsByPlatform

    def __call__(self, request: PostRequest, principal: Principal) -> AccountChoice:
        """Return the usable accounts and the problems of the others.

        An account that the principal may not use is reported like one that does not exist.
        """
        declared = {account.id: account for account in self.register.accounts()}
        wanted = request.distinct_accounts()
        permitted = [
            account for account in wanted if account in declared and may_submit(principal, request, account)
        ]
        problems = [unknown_account(account, request) for account in wanted if account not in permitted]
        usable = list[Account]()
        for account in (declared[identity] for identity in permitted):
            faults = list(account_problems(account, request, self.facts[account.platform]))
            problems += faults
            usable += () if faults else (account,)
        awaiting = frozenset(account.id for account in usable if _needs_approval(principal, request, account))
        return AccountChoice(accounts=tuple(usable), awaiting=awaiting, problems=tuple(problems))


def _needs_approval(principal: Principal, request: PostRequest, account: Account) -> bool:
    may_publish = principal.may(required_action(is_reply=request.is_reply), account.id)
    return account.options.get(NEEDS_APPROVAL, False) or not may_publish
