"""Who is asking, and what they may do on which account."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NewType

from watchdesk.core.account import AccountId

Subject = NewType("Subject", str)
"""The stable id of a person in the identity provider: the claim `sub`."""
ALL_ACCOUNTS: Final = AccountId("*")
"""In a role: every account of the force. No account has this id."""


class Action(StrEnum):
    DRAFT = "draft"
    """Hand in posts and replies that somebody else must approve."""
    PUBLISH = "publish"
    APPROVE = "approve"
    WITHDRAW = "withdraw"
    REPLY = "reply"
    ADMINISTER = "administer"
    """Freeze, lift a freeze, take a name off."""
    VIEW = "view"
    """See posts and alerts, and read messages, each read told to the audit trail."""
    CLAIM = "claim"
    """Take a message in hand, and give it back."""
    DISPOSE = "dispose"
    """Say what was done about a message."""
    ACKNOWLEDGE = "acknowledge"
    """Say that one has an alert."""
    SUPERVISE = "supervise"
    """Handle a message that somebody else has in hand."""


MAY_SEE_POSTS: Final = frozenset({Action.VIEW, Action.APPROVE, Action.WITHDRAW, Action.ADMINISTER})
"""Each of these lets one see what others have handed in for the account."""

MAY_READ_MESSAGES: Final = frozenset({Action.VIEW, Action.CLAIM, Action.DISPOSE, Action.SUPERVISE})
"""Each of these lets one read what the public has sent to the account."""

MAY_SEE_ALERTS: Final = MAY_READ_MESSAGES | {Action.ACKNOWLEDGE}
"""Each of these lets one see the account's alerts, which hold no words of the public."""

ROLE_CLAIMS = ("roles", "cognito:groups")
"""Where roles are believed. Not Entra's `groups`: its names may hold spaces, and whoever may name a group in the
directory could then name themselves a role. There, groups are assigned to app roles, which arrive in `roles`."""
LONGEST_SUBJECT = 255
_ROLE = re.compile(rf"({'|'.join(Action)}):(\*|[a-z0-9](?:-?[a-z0-9])*)")
_BETWEEN = re.compile(r"[\s,]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Somebody the identity provider vouches for."""

    subject: Subject
    roles: Mapping[AccountId, frozenset[Action]] = field(default_factory=dict)
    """Actions by account; under EVERY those that hold on all of them."""

    def may(self, action: Action, account: AccountId) -> bool:
        return action in self.actions_on(account)

    def actions_on(self, account: AccountId) -> frozenset[Action]:
        return self.roles.get(ALL_ACCOUNTS, frozenset()) | self.roles.get(account, frozenset())

    def may_on_all(self, action: Action, accounts: Iterable[AccountId]) -> bool:
        return all(self.may(action, account) for account in accounts)

    def may_any(self, actions: Collection[Action], account: AccountId) -> bool:
        return not self.actions_on(account).isdisjoint(actions)

    def may_everywhere(self, action: Action) -> bool:
        """A role for every single account is not a role for all: another may be added tomorrow."""
        return action in self.roles.get(ALL_ACCOUNTS, frozenset())


def from_claims(claims: Mapping[str, object]) -> Principal | None:
    """The principal of a verified token, None if it names no subject that could be kept.

    A role reads `action:account` or `action:*`, for example `publish:selby-town`: a word that an app role's
    value in Entra ID and the name of a Cognito group can both hold. What reads otherwise grants nothing. An HTTP
    API hands a list of claims on as one string, `[publish:selby-town view:*]`; neither provider allows a space
    in a single one of them.
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
