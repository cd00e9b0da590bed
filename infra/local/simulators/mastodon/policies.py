"""The decision of an account's notification policy about a notification."""

from collections.abc import Callable
from datetime import datetime, timedelta

from infra.local.simulators.mastodon.model import Account, Status

NEW_ACCOUNT = timedelta(days=30)
FILTERABLE = frozenset({"mention", "quote", "favourite", "reblog", "follow", "follow_request"})


def policy_decision(recipient: Account, sender: Account, kind: str, *, unsolicited: bool, now: datetime) -> str:
    """Return `accept`, `filter` or `drop`.

    `unsolicited` marks a private mention in a thread in which the recipient has not written.
    """
    if kind not in FILTERABLE or sender.id in recipient.permitted:
        return "accept"
    stranger = sender.id not in recipient.follows
    applies_by_rule = {
        "for_not_following": stranger,
        "for_not_followers": recipient.id not in sender.follows,
        "for_new_accounts": stranger and now - sender.created_at < NEW_ACCOUNT,
        "for_private_mentions": stranger and unsolicited,
        "for_limited_accounts": stranger and sender.limited,
        "for_bots": stranger and sender.bot,
    }
    decisions = {recipient.policy[name] for name, applies in applies_by_rule.items() if applies}
    return next((decision for decision in ("drop", "filter") if decision in decisions), "accept")


def is_unsolicited_private(
    status: Status, recipient: Account, find: Callable[[str | None], Status | None]
) -> bool:
    """Return whether the status is private and nothing above it in the thread is the recipient's."""
    if status.visibility != "direct":
        return False
    above = find(status.reply_to)
    while above is not None:
        if above.account.id == recipient.id:
            return False
        above = find(above.reply_to)
    return True
