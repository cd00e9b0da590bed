"""The person who makes a request, and what they may do on which account."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NewType

from watchdesk.core.account import AccountId

Subject = NewType("Subject", str)
"""The stable id of a person in the identity provider: the claim `sub`."""
ALL_ACCOUNTS: Final = AccountId("*")
"""The word in a role for every account of the force. No account has this id."""


class Action(StrEnum):
    DRAFT = "draft"
    """Submit posts and replies that another person must approve."""
    PUBLISH = "publish"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    REPLY = "reply"
    ADMINISTER = "administer"
    """Freeze posts, lift a freeze, and withhold a name."""
    VIEW = "view"
    """See posts and alerts, and read messages. The audit trail records every read."""
    CLAIM = "claim"
    """Claim a message and release it."""
    DISPOSE = "dispose"
    """Record what was done about a message."""
    ACKNOWLEDGE = "acknowledge"
    """Acknowledge an alert."""
    SUPERVISE = "supervise"
    """Handle a message that another person has claimed."""


MAY_SEE_POSTS: Final = frozenset({Action.VIEW, Action.APPROVE, Action.WITHDRAW, Action.ADMINISTER})
"""Each of these actions allows a person to see the posts that others have submitted for the account."""

MAY_READ_MESSAGES: Final = frozenset({Action.VIEW, Action.CLAIM, Action.DISPOSE, Action.SUPERVISE})
"""Each of these actions allows a person to read the messages of the account."""

MAY_SEE_ALERTS: Final = MAY_READ_MESSAGES | {Action.ACKNOWLEDGE}
"""Each of these actions allows a person to see the account's alerts, which hold no words of the public."""

ROLE_CLAIMS = ("roles", "cognito:groups")
"""The claims that may hold roles.

Entra's claim `groups` is not among them. A group's name may contain spaces, so anybody who may name a group could
give themselves a role. In Entra, groups are assigned to app roles, which arrive in `roles`.
"""
LONGEST_SUBJECT = 255
_ROLE = re.compile(rf"({'|'.join(Action)}):(\*|[a-z0-9](?:-?[a-z0-9])*)")
_BETWEEN = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """A person whom the identity provider has authenticated."""

    subject: Subject
    roles: Mapping[AccountId, frozenset[Action]] = field(default_factory=dict)
    """The actions by account. Those under ALL_ACCOUNTS hold on every account."""

    def may(self, action: Action, account: AccountId) -> bool:
        return action in self.actions_on(account)

    def actions_on(self, account: AccountId) -> frozenset[Action]:
        return self.roles.get(ALL_ACCOUNTS, frozenset()) | self.roles.get(account, frozenset())

    def may_on_all(self, action: Action, accounts: Iterable[AccountId]) -> bool:
        return all(self.may(action, account) for account in accounts)

    def may_any(self, actions: Collection[Action], account: AccountId) -> bool:
        return not self.actions_on(account).isdisjoint(actions)

    def may_everywhere(self, action: Action) -> bool:
        """Return whether a role covers all accounts, including those that are added later."""
        return action in self.roles.get(ALL_ACCOUNTS, frozenset())


def from_claims(claims: Mapping[str, object]) -> Principal | None:
    """Return the principal of a verified token, or None if it names no subject that can be stored.

    A role is `action:account` or `action:*`, for example `publish:selby-town`. Both the value of an app role in
    Entra ID and the name of a Cognito group can hold that. Any other text grants nothing. An HTTP API passes a
    list of claims as one string, `[publish:selby-town view:*]`; neither provider allows a space in one claim.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
        return None
    roles: dict[AccountId, frozenset[Action]] = {}
    for claim in ROLE_CLAIMS:
        for word in _words(claims.get(claim)):
            if found := _ROLE.fullmatch(word):
                account = AccountId(found[2])
                roles[account] = roles.get(account, frozenset()) | {Action(found[1])}
    return Principal(subject=Subject(subject), roles=roles)


def _words(claim: object) -> list[str]:
    if isinstance(claim, list | tuple):
        return [word for word in claim if isinstance(word, str)]
    if not isinstance(claim, str):
        return []
    is_list = claim.startswith("[") and claim.endswith("]")
    return _BETWEEN.split(claim[1:-1] if is_list else claim)
